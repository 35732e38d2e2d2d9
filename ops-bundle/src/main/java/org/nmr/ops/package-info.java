// SPDX-License-Identifier: Apache-2.0
/** Drains bundles: ends their modules, and those that depend on them, before the framework takes a lock. */
@Version("1.0.0")
@Export
@NullMarked
package org.nmr.ops;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
