// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The handle of a provider registration [C-41].
 *
 * @since 1.0
 */
@ProviderType
public interface ProviderRegistration extends Registration {}
