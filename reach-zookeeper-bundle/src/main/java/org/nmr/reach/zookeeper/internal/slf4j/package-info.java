// SPDX-License-Identifier: Apache-2.0
/** Where the log records of the embedded libraries go. Thread-safe. */
@NullMarked
package org.nmr.reach.zookeeper.internal.slf4j;

import org.jspecify.annotations.NullMarked;
