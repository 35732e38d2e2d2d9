// SPDX-License-Identifier: Apache-2.0
/**
 * What the registrar offers to bundles that protect the services of others. Network modules do not use this package.
 *
 * <p>Such a bundle registers clients and providers in the name of other bundles, and gives consumers <em>stand-ins</em>
 * of services: objects that count each call through a binding, and that can be led to another binding when theirs has
 * ended.
 *
 * @since 1.0
 */
@Export
@Version("1.0.0")
@NullMarked
package org.nmr.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
