// SPDX-License-Identifier: Apache-2.0
/** Tests with a ZooKeeper of their own. */
package org.nmr.reach.zookeeper.internal;
