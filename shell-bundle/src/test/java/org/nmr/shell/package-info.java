// SPDX-License-Identifier: Apache-2.0
/** Tests of the prompt's commands, without a framework and without Gogo's own. */
package org.nmr.shell;
