// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.spi.Redirect;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a stand-in of a service add to a call?
 *
 * <p>The callee is not inlined, as in {@link CallBenchmark}. All of them call the same service, which has three
 * interfaces. All but {@link #direct} count the call in the same way.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar StandInBenchmark              # and again with -t 2
 * java -jar benchmarks/target/benchmarks.jar StandInBenchmark -f 2 -i 3    # short
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(5)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class StandInBenchmark {
    private static final Redirect NOWHERE = ended -> ended;

    private final Adder service = new Service();
    private final BoundClient bound = BoundClient.of(service);
    private final Binding<Adder> binding = bound.binding();
    private final Adder view = binding.dispatch();
    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final Adder one = (Adder) standIn(binding, Adder.class);
    private final Object three = standIn(binding, Adder.class, IntUnaryOperator.class, IntSupplier.class);
    private final Adder firstOfThree = (Adder) three;
    private final IntUnaryOperator secondOfThree = (IntUnaryOperator) three;
    private final IntSupplier thirdOfThree = (IntSupplier) three;
    private final Adder redirected = redirected(service);
    private final Adder proxy = (Adder)
            Proxy.newProxyInstance(Adder.class.getClassLoader(), new Class<?>[] {Adder.class}, new Counting(binding));

    private Object standIn(Binding<Adder> side, Class<?>... interfaces) {
        return registrar.standIns(List.of(interfaces)).standIn(side, NOWHERE);
    }

    /** One that was led to another binding before. */
    private Adder redirected(Adder target) {
        BoundClient before = BoundClient.of(target);
        Adder standIn = (Adder) registrar.standIns(List.of(Adder.class)).standIn(before.binding(), ended -> binding);
        before.provider().close();
        standIn.add(1);
        return standIn;
    }

    /** The floor: nobody counts. */
    @Benchmark
    public int direct() {
        return service.add(1);
    }

    /** The view of the binding, which cannot be led elsewhere. */
    @Benchmark
    public int view() {
        return view.add(1);
    }

    /** A stand-in of one interface. */
    @Benchmark
    public int standIn() {
        return one.add(1);
    }

    /** A stand-in of three interfaces, through one of them. */
    @Benchmark
    public int standInOfThree() {
        return firstOfThree.add(1);
    }

    /** The time of one call, where each goes through another of the three interfaces. */
    @Benchmark
    @OperationsPerInvocation(3)
    public int standInThroughAllThree() {
        return firstOfThree.add(1) + secondOfThree.applyAsInt(1) + thirdOfThree.getAsInt();
    }

    /** A stand-in whose first binding has ended. */
    @Benchmark
    public int standInAfterRedirect() {
        return redirected.add(1);
    }

    /** What a reflective proxy costs that counts. */
    @Benchmark
    public int reflectiveProxy() {
        return proxy.add(1);
    }

    /** Counts as a view does, and calls by reflection. */
    private record Counting(Binding<Adder> binding) implements InvocationHandler {
        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            try (Call<Adder> call = binding.enter()) {
                return method.invoke(call.dispatch(), arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }
    }

    /** A service under three names. Nested here for the same reason as {@link CallBenchmark.FarAdder}. */
    static final class Service implements Adder, IntUnaryOperator, IntSupplier {
        private final int more = 41;

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        public int add(int number) {
            return number + more;
        }

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        public int applyAsInt(int number) {
            return number + more;
        }

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        public int getAsInt() {
            return more;
        }
    }
}
