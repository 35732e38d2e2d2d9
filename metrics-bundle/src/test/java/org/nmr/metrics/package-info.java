// SPDX-License-Identifier: Apache-2.0
/** Tests without a framework. */
package org.nmr.metrics;
