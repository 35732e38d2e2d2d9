// SPDX-License-Identifier: Apache-2.0
/** Tests of what diagnostic listeners are told. */
package org.nmr.registrar.event;
