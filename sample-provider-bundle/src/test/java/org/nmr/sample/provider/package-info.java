// SPDX-License-Identifier: Apache-2.0
/** Tests of the sample provider, with real sockets but without a framework and without a registrar. */
package org.nmr.sample.provider;
