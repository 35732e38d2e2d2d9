// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import java.util.Dictionary;
import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Registers services of shapes that the header names. */
public final class ShapeActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = WorkActivator.properties(context);
        String shape = context.getBundle().getHeaders("").get("Itest-Shape");
        switch (shape) {
            case "several" ->
                context.registerService(
                        new String[] {Work.class.getName(), Runnable.class.getName(), Comparable.class.getName()},
                        new Several(),
                        properties);
            case "class" ->
                context.registerService(
                        new String[] {Work.class.getName(), Several.class.getName()}, new Several(), properties);
            case "hidden" -> context.registerService(Hidden.class, () -> "hidden", properties);
            case "factory" -> context.registerService(Work.class.getName(), new PerConsumer(), properties);
            case "counted" -> context.registerService(Work.class.getName(), new Counted(scenario(context)), properties);
            case "ranked" -> {
                Work ranked = what -> what + " by ranked";
                ServiceRegistration<Work> registration = context.registerService(Work.class, ranked, properties);
                scenario(context).offer("ranked rises", () -> {
                    properties.put("service.ranking", 10);
                    registration.setProperties(properties);
                });
            }
            case "none" -> context.registerService(Work.class.getName(), new GivesNothing(), properties);
            case "later" -> {
                Dictionary<String, Object> before = WorkActivator.properties(context);
                before.remove("nmr.drain");
                context.registerService(Work.class, what -> what, before).setProperties(properties);
            }
            default -> throw new IllegalStateException("unknown shape " + shape);
        }
    }

    private static Scenario scenario(BundleContext context) {
        return context.getService(context.getServiceReference(Scenario.class));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the service
    }

    /** Has several types. */
    public static final class Several implements Work, Runnable, Comparable<String> {
        private final AtomicInteger runs = new AtomicInteger();

        @Override
        public String on(String what) {
            return what + " after " + runs + " runs";
        }

        @Override
        public void run() {
            runs.incrementAndGet();
        }

        @Override
        public int compareTo(String other) {
            return other.length();
        }
    }

    /** No other package sees it. */
    interface Hidden {
        String name();
    }

    /** Gives each consumer an object of its own. */
    private static final class PerConsumer implements ServiceFactory<Work> {
        private final AtomicInteger last = new AtomicInteger();

        @Override
        public Work getService(Bundle consumer, ServiceRegistration<Work> registration) {
            int number = last.incrementAndGet();
            return what -> what + " by object " + number + " of " + consumer.getSymbolicName();
        }

        @Override
        public void ungetService(Bundle consumer, ServiceRegistration<Work> registration, Work service) {
            // nothing is kept
        }
    }

    /** Tells who has got an object, and does work that the script may hold up. */
    private record Counted(Scenario scenario) implements ServiceFactory<Work> {
        @Override
        public Work getService(Bundle consumer, ServiceRegistration<Work> registration) {
            String name = consumer.getSymbolicName();
            scenario.record(name + " gets");
            return what -> {
                scenario.take(name + " works on " + what);
                return name + " did " + what;
            };
        }

        @Override
        public void ungetService(Bundle consumer, ServiceRegistration<Work> registration, Work service) {
            scenario.record(consumer.getSymbolicName() + " releases");
        }
    }

    /** Has no service object to give. */
    private static final class GivesNothing implements ServiceFactory<Work> {
        @Override
        public Work getService(Bundle consumer, ServiceRegistration<Work> registration) {
            return null;
        }

        @Override
        public void ungetService(Bundle consumer, ServiceRegistration<Work> registration, Work service) {
            // nothing is kept
        }
    }
}
