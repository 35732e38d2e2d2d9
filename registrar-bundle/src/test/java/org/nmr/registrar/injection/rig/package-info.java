// SPDX-License-Identifier: Apache-2.0
/** The operations, the modules that take part, and the judge; loaded beside the instrumented core. */
package org.nmr.registrar.injection.rig;
