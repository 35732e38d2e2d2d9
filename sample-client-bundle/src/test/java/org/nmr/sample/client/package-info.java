/** Tests of the sample client, without a framework and without a registrar. */
package org.nmr.sample.client;
