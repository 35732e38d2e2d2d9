// SPDX-License-Identifier: Apache-2.0
/** The services of the plain bundles; a bundle of their own. Thread safety: called by any thread. */
@NullMarked
package org.nmr.chaos.service;

import org.jspecify.annotations.NullMarked;
