/** Tests of the launcher and of the script. */
package org.nmr.runtime;
