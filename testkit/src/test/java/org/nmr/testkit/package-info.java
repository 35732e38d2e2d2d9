/** Tests of the kit's tools. */
package org.nmr.testkit;
