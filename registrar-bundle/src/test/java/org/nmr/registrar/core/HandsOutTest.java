// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.HandsOut;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.Until;
import org.nmr.testkit.Running;

/** An object that a provider has handed out holds its end up until the client has closed it. */
class HandsOutTest {
    private static final Npi<Void, Pool> NPI = Npi.of("test.pool", Pool.class);

    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ModuleRegistrations client = world.module("cli");
    private final ModuleRegistrations provider = world.module("pro");
    private final List<String> closed = new ArrayList<>();
    private final AtomicReference<Binding<Pool>> binding = new AtomicReference<>();

    /** The dispatch. */
    public interface Pool {
        @HandsOut
        Connection getConnection();
    }

    /** What it hands out. */
    public interface Connection extends AutoCloseable {
        String query();

        @Override
        void close();
    }

    /** Answers when it is asked to detach. */
    private record Detaching(Supplier<DetachStatus> answer) implements BindingContext {
        @Override
        public DetachStatus detach() {
            return answer.get();
        }
    }

    private Connection connection(String name) {
        return new Connection() {
            @Override
            public String query() {
                return name;
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    private void attach(Function<Binding<Pool>, BindingContext> context) {
        int[] count = new int[1];
        provider.registerProvider(ProviderCharacteristics.of(
                NPI, proposal -> Answer.accept(BindingContext.NONE, () -> connection("c" + ++count[0]))));
        client.registerClient(ClientCharacteristics.of(NPI, proposal -> {
            assertTrue(proposal.attach(context.apply(proposal.binding())).attached());
            binding.set(proposal.binding());
        }));
    }

    private void attach() {
        attach(own -> BindingContext.NONE);
    }

    private Connection connect() {
        return binding.get().dispatch().getConnection();
    }

    @Test
    void close_notClosedByTheClient_waitsAndSaysForWhat() {
        attach();
        Connection connection = connect();
        assertFalse(provider.close(Duration.ZERO));
        BindingDTO dto = diagnostics.getRegistrar().bindings.get(0);
        HolderDTO holder = dto.client.holders.get(0);
        assertEquals(1, dto.client.calls);
        assertEquals(Connection.class.getName(), holder.handedOut);
        assertEquals(Pool.class.getName() + ".getConnection", holder.what);
        assertTrue(holder.ageMillis >= 0);
        assertTrue(dto.client.oldestCallMillis >= holder.ageMillis);
        String report = Report.of(diagnostics.getRegistrar().unloads.get(0));
        String by = " ms ago by " + Pool.class.getName() + ".getConnection of pro [";
        assertTrue(report.contains(Connection.class.getName() + " handed out "), report);
        assertTrue(report.contains(by), report);
        assertTrue(report.matches("(?s).*\\], to cli \\[\\d+\\], not closed.*"), report);
        assertFalse(report.contains("asynchronous"), report);
        assertEquals("c1", connection.query());
        connection.close();
        provider.close();
        assertEquals(List.of("c1"), closed);
        assertThrows(DetachedException.class, connection::query);
        connection.close();
        assertEquals(List.of("c1"), closed);
    }

    @Test
    void close_askedBackByTheDetach_ends() {
        attach(own -> new Detaching(() -> {
            own.handedOut().forEach(HandsOutTest::closeIt);
            return DetachStatus.COMPLETE;
        }));
        connect();
        connect().close();
        connect();
        assertEquals(2, binding.get().handedOut().size());
        provider.close();
        assertEquals(List.of("c2", "c3", "c1"), closed);
        assertEquals(List.of(), binding.get().handedOut());
    }

    @Test
    void close_askedBackWhilePending_ends() {
        attach(own -> new Detaching(() -> DetachStatus.PENDING));
        Connection connection = connect();
        Deregistration end = provider.unload();
        assertEquals(List.of(connection), binding.get().handedOut());
        binding.get().detachComplete();
        assertEquals("c1", connection.query());
        assertFalse(end.isComplete());
        binding.get().handedOut().forEach(HandsOutTest::closeIt);
        assertTrue(end.isComplete());
    }

    private static void closeIt(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void close_insideTheWait_endsIt() {
        attach();
        Connection connection = connect();
        Running<Void> wait = world.async(() -> {
            provider.close();
            return null;
        });
        Until.holds("the side is done", () -> isRefused());
        connection.close();
        wait.get();
    }

    private boolean isRefused() {
        try {
            connect().close();
            return false;
        } catch (DetachedException done) {
            return true;
        }
    }

    @Test
    void revoke_notClosed_endsAndLetsGoOfTheObject() {
        attach();
        Connection connection = connect();
        Deregistration end = provider.unload();
        assertFalse(end.isComplete());
        String id = diagnostics.getRegistrar().bindings.get(0).id;
        assertTrue(diagnostics.revoke(id).contains("1 call"));
        World.awaitEnd(end);
        world.takeWarningLater("revoked");
        assertThrows(DetachedException.class, connection::query);
        assertThrows(DetachedException.class, connection::close);
        assertEquals(List.of(), closed);
    }

    @Test
    void close_viewsKept_objectsAreCollected() {
        List<WeakReference<Connection>> objects = new ArrayList<>();
        provider.registerProvider(ProviderCharacteristics.of(
                NPI,
                proposal -> Answer.accept(BindingContext.NONE, () -> {
                    Connection made = connection("c" + objects.size());
                    objects.add(new WeakReference<>(made));
                    return made;
                })));
        client.registerClient(ClientCharacteristics.of(NPI, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE).attached());
            binding.set(proposal.binding());
        }));
        Connection first = connect();
        Connection second = connect();
        first.close();
        second.close();
        provider.close();
        for (WeakReference<Connection> each : objects) {
            Until.holds("the object is collected", () -> {
                System.gc();
                return each.get() == null;
            });
        }
        assertThrows(DetachedException.class, first::query);
        assertThrows(DetachedException.class, second::query);
    }
}
