// SPDX-License-Identifier: Apache-2.0
/** Tests of the stuck sample, without a framework and without a registrar. */
package org.nmr.sample.stuck;
