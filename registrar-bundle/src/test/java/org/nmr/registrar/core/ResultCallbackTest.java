// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Capture;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.registrar.core.LaterResult.Kind;
import org.nmr.registrar.core.LaterResult.Loader;
import org.nmr.registrar.core.LaterResult.Way;
import org.nmr.testkit.Clause;

/**
 * Who closes inside a callback of the very result that it waits for comes back: the call is over when dependents run.
 */
@Clause("C-123, B-7")
class ResultCallbackTest {
    private static final Npi<Void, Loader> NPI = Npi.of("test.results", Loader.class);

    @RegisterExtension
    final World world = new World();

    private final LiveModule client = world.module("c");
    private final LiveModule module = world.module("p");
    private Capture<Loader> capture;
    private ProviderRegistration provider;

    /** Who waits for the end, inside the callback. */
    enum Closer {
        CAPTURE {
            @Override
            void close(ResultCallbackTest test) {
                test.capture.close();
            }
        },
        REGISTRATION {
            @Override
            void close(ResultCallbackTest test) {
                test.provider.close();
            }
        },
        CLIENT_MODULE {
            @Override
            void close(ResultCallbackTest test) {
                test.client.close();
            }
        },
        PROVIDER_MODULE {
            @Override
            void close(ResultCallbackTest test) {
                test.module.unload().await();
            }
        },
        LIMITED {
            @Override
            void close(ResultCallbackTest test) {
                assertTrue(test.module.unload().await(Duration.ofSeconds(60)));
            }
        };

        abstract void close(ResultCallbackTest test);
    }

    static Stream<Arguments> everything() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(Way.values())
                        .filter(way -> way.isPossible(kind))
                        .flatMap(way -> Arrays.stream(Closer.values()).map(closer -> Arguments.of(kind, way, closer))));
    }

    private void attach(Loader target) {
        provider = module.registerProvider(
                ProviderCharacteristics.of(NPI, peer -> Answer.accept(BindingContext.NONE, target)));
        capture = ((ModuleRegistrations) client).capture(NPI, Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void close_insideTheResultsOwnCallback_comesBack(Kind kind, Way way, Closer closer) {
        LaterResult result = kind.create();
        attach(result.target());
        CompletableFuture<Optional<Throwable>> closed = new CompletableFuture<>();
        result.load(capture.dispatch(), () -> closed.complete(thrown(() -> closer.close(this))));
        world.async(() -> {
            result.end(way);
            return null;
        });
        assertEquals(Optional.empty(), World.get(closed));
        assertEquals(0, world.registrar.unloads().abandonedCalls());
    }

    private static Optional<Throwable> thrown(Runnable close) {
        try {
            close.run();
            return Optional.empty();
        } catch (Throwable thrown) {
            return Optional.of(thrown);
        }
    }

    /** Nobody waits by a method of the registrar, so the deregistration itself has to look. */
    @Test
    void completion_awaitedInsideTheResultsOwnCallback_comes() {
        LaterResult result = Kind.COMPLETABLE.create();
        attach(result.target());
        CompletableFuture<Object> closed = new CompletableFuture<>();
        result.load(
                capture.dispatch(),
                () -> closed.complete(
                        provider.deregister().completion().toCompletableFuture().join()));
        world.elsewhere(() -> result.end(Way.NORMALLY));
        World.get(closed);
    }

    @Test
    void close_insideACallbackWhileAnotherCallIsInFlight_waitsForThatOne() {
        LaterResult result = Kind.COMPLETABLE.create();
        CompletableFuture<String> other = new CompletableFuture<>();
        Loader both = new LaterResult.Target(other, result.target().completable(), null, null);
        attach(both);
        capture.dispatch().stage();
        CompletableFuture<Boolean> inTime = new CompletableFuture<>();
        CompletableFuture<Object> closed = new CompletableFuture<>();
        result.load(capture.dispatch(), () -> {
            inTime.complete(provider.deregister().await(Duration.ofMillis(50)));
            module.close();
            closed.complete("closed");
        });
        world.async(() -> {
            result.end(Way.NORMALLY);
            return null;
        });
        assertEquals(false, World.get(inTime));
        other.complete("x");
        assertEquals("closed", World.get(closed));
    }
}
