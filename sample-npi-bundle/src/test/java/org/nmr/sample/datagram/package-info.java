/** Tests of the samples' NPI. */
package org.nmr.sample.datagram;
