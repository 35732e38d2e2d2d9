// SPDX-License-Identifier: Apache-2.0
/** Tests of the sample client, without a framework; with a registrar only where the counted calls matter. */
package org.nmr.sample.client;
