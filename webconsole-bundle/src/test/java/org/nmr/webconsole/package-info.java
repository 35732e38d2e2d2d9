// SPDX-License-Identifier: Apache-2.0
/** Tests of the page's server side, with requests and registrars that are made by hand. */
package org.nmr.webconsole;
