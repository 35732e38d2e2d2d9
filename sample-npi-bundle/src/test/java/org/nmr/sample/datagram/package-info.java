// SPDX-License-Identifier: Apache-2.0
/** Tests of the samples' NPI. */
package org.nmr.sample.datagram;
