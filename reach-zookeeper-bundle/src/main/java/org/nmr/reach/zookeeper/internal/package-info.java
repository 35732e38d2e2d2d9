// SPDX-License-Identifier: Apache-2.0
/** The bundle: its configuration, and the entries of nodes in a ZooKeeper. */
@NullMarked
package org.nmr.reach.zookeeper.internal;

import org.jspecify.annotations.NullMarked;
