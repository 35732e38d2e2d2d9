// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.PlainJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Services with several types, under a class, from a factory: what is drained keeps its shape, the rest says why. */
class DrainShapesIT extends DrainSetUp {
    private BundleContext other;

    @BeforeEach
    void start() throws Exception {
        startDrain();
        other = felix.start(ModuleJar.importing("other")).getBundleContext();
    }

    private static Work get(BundleContext consumer) {
        return consumer.getService(consumer.getServiceReference(Work.class));
    }

    private void assertPlain(String reason) throws Exception {
        String services = felix.command("nmr:services");
        assertTrue(services.contains("PLAIN"), services);
        assertTrue(services.contains(reason), services);
    }

    @Test
    void register_severalTypes_oneStandInHasThemAll() throws Exception {
        felix.start(PlainJar.shape("several"));
        Work work = get(user);
        assertSame(work, user.getService(user.getServiceReference(Runnable.class)));
        ((Runnable) work).run();
        assertEquals("it after 1 runs", work.on("it"));
        @SuppressWarnings("unchecked")
        Comparable<String> comparable = (Comparable<String>) work;
        assertEquals(3, comparable.compareTo("abc"));
        String services = felix.command("nmr:services -l");
        assertTrue(services.contains("also as java.lang.Runnable"), services);
    }

    @Test
    void register_underAClass_staysPlainAndSaysWhy() throws Exception {
        felix.start(PlainJar.shape("class"));
        assertPlain("ShapeActivator$Several");
        assertEquals("it after 0 runs", get(user).on("it"));
    }

    @Test
    void register_underAHiddenInterface_staysPlainAndSaysWhy() throws Exception {
        felix.start(PlainJar.shape("hidden"));
        assertPlain("ShapeActivator$Hidden");
    }

    @Test
    void get_serviceOfAFactory_isAnObjectForEachConsumer() throws Exception {
        felix.start(PlainJar.shape("factory"));
        assertEquals("it by object 1 of user", get(user).on("it"));
        assertEquals("it by object 2 of other", get(other).on("it"));
        assertEquals("it by object 1 of user", get(user).on("it"));
        assertNotEquals(get(user), get(other));
    }

    @Test
    void get_factoryThatGivesNothing_isNoService() throws Exception {
        felix.start(PlainJar.shape("none"));
        ServiceReference<Work> reference = user.getServiceReference(Work.class);
        assertNull(user.getService(reference));
    }

    @Test
    void setProperties_serviceAsksLater_isDrainedWhenItIsRegisteredAgain() throws Exception {
        felix.start(PlainJar.shape("later"));
        assertPlain("it is drained when it is registered again");
        assertEquals("it", get(user).on("it"));
    }

    @Test
    void get_rankedServices_isTheOneWithTheHighestRanking() throws Exception {
        felix.start(ModuleJar.worker("low", "nmr.drain=true;service.ranking=1"));
        felix.start(ModuleJar.worker("high", "nmr.drain=true;service.ranking=9"));
        felix.start(ModuleJar.worker("middle", "service.ranking=5"));
        assertEquals("high did it", get(user).on("it"));
        felix.find("high").stop();
        assertEquals("middle did it", get(user).on("it"));
        felix.find("middle").stop();
        assertEquals("low did it", get(user).on("it"));
    }

    @Test
    void setProperties_otherRanking_consumersGetTheOtherOne() throws Exception {
        felix.start(PlainJar.shape("ranked", "nmr.drain=true;service.ranking=1"));
        felix.start(ModuleJar.worker("worker", "nmr.drain=true;service.ranking=5"));
        assertEquals("worker did it", get(user).on("it"));
        scenario.perform("ranked rises");
        assertEquals("it by ranked", get(user).on("it"));
    }

    /** A remote service must be that of its provider, and be exported once. */
    @Test
    void register_exportedService_isSeenOnceInTheNameOfItsProviderAndNotHeld() throws Exception {
        Bundle worker = felix.start(
                ModuleJar.worker("worker", "nmr.drain=true;nmr.drain.hold=PT5S;service.exported.interfaces=*"));
        ServiceReference<?>[] exported = user.getAllServiceReferences(null, "(service.exported.interfaces=*)");
        assertEquals(1, exported.length);
        assertEquals(worker, exported[0].getBundle());
        assertEquals("worker did it", get(user).on("it"));
        assertTrue(services().contains("no hold: it is exported"), this::services);
        worker.stop();
        assertNull(user.getServiceReference(Work.class));
    }

    /** Frameworks hide nothing from the system bundle. */
    @Test
    void getAll_systemBundle_seesTheOriginalAndTheStandIn() throws Exception {
        felix.start(ModuleJar.worker("worker", "nmr.drain=true"));
        ServiceReference<?>[] all = felix.context().getAllServiceReferences(Work.class.getName(), null);
        assertEquals(2, all.length);
        assertEquals(
                1,
                Stream.of(all)
                        .filter(each -> each.getProperty("nmr.drain.original") != null)
                        .count());
    }

    @Test
    void stop_consumerOfAFactory_waitsForItsCallAndReleasesItsObject() throws Exception {
        felix.start(PlainJar.shape("counted"));
        Inside inside = enter(get(user), "user");
        get(other);
        Task stop = felix.async("stop user", user.getBundle()::stop).awaitBlocked();
        assertEquals(List.of("user gets", "other gets"), scenario.history());
        inside.leave();
        stop.join();
        assertEquals(List.of("user gets", "other gets", "user releases"), scenario.history());
        felix.find("counted").stop();
        assertEquals(List.of("user gets", "other gets", "user releases", "other releases"), scenario.history());
    }
}
