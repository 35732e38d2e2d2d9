// SPDX-License-Identifier: Apache-2.0
/** Tests of the counted views: which types have one, what it counts, and when its calls end. */
package org.nmr.registrar.view;
