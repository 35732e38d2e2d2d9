// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.EventKind;
import org.nmr.ops.internal.MonitoringPage;
import org.nmr.testkit.Fake;

/** The page names what JMX shows. */
class MonitoringPageTest {
    private static MBeanInfo info() throws Exception {
        RegistrarMXBean bean = Fake.of(RegistrarMXBean.class, Map.of());
        return new StandardMBean(bean, RegistrarMXBean.class, /* isMXBean= */ true).getMBeanInfo();
    }

    private static <T> Set<String> names(T[] all, Function<T, String> name) {
        return Arrays.stream(all).map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void names_attributesAndOperations_areOnThePage() throws Exception {
        assertEquals(names(info().getAttributes(), MBeanAttributeInfo::getName), MonitoringPage.names("JMX attribute"));
        assertEquals(names(info().getOperations(), MBeanOperationInfo::getName), MonitoringPage.names("JMX operation"));
    }

    @Test
    void names_notifications_areOnThePage() throws Exception {
        assertEquals(
                Stream.of(EventKind.values()).map(RegistrarBean::type).collect(Collectors.toCollection(TreeSet::new)),
                MonitoringPage.names("JMX notification"));
    }
}
