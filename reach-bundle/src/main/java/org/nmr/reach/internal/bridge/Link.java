// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.binding.Accepting;
import org.nmr.reach.internal.bridge.binding.LinkPort;
import org.nmr.reach.internal.bridge.binding.Offered;
import org.nmr.reach.internal.bridge.binding.RemoteBinding;
import org.nmr.reach.internal.bridge.work.Gate;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;
import org.nmr.reach.internal.wire.LinkFrames;
import org.nmr.reach.internal.wire.LinkMessage;
import org.nmr.reach.internal.wire.LinkMessage.Beat;
import org.nmr.reach.internal.wire.LinkMessage.Bye;
import org.nmr.reach.internal.wire.LinkMessage.Hello;
import org.nmr.reach.internal.wire.LinkMessage.Limits;
import org.nmr.reach.internal.wire.LinkMessage.Offer;
import org.nmr.reach.internal.wire.LinkMessage.Withdraw;
import org.nmr.reach.internal.wire.WireException;

/**
 * One connection to another node: greeting, then up, then down. The end that was dialled greets first, so that a node
 * which is linked already with it hangs up before it has said who it is.
 */
final class Link implements Receiver, LinkPort {
    /** Why one of two links of a pair of nodes goes; nothing is wrong. */
    static final String TWICE = "the two nodes are linked already";

    private static final int ATTACHES = 4;
    private static final Duration BYE_TIME = Duration.ofMillis(500);

    private enum State {
        GREETING,
        UP,
        DOWN
    }

    private final Context context;
    private final Connection connection;
    private final @Nullable Dialer dialer;
    private final Links links;
    private final Exchange exchange;
    private final Gate attaches;
    private final Questions questions;
    private final Kept kept = new Kept();
    private final Complaints complaints;
    private final CompletableFuture<String> gone = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    /** Guarded by this. */
    private State state = State.GREETING;

    private volatile @Nullable FrameStream stream;
    private volatile @Nullable Hello theirs;
    private volatile Limits limits;
    private volatile Liveness liveness;
    private volatile Instant since = Instant.EPOCH;

    Link(Context context, Connection connection, @Nullable Dialer dialer, Links links, Exchange exchange) {
        this.context = context;
        this.connection = connection;
        this.dialer = dialer;
        this.links = links;
        this.exchange = exchange;
        complaints = new Complaints(context.log(), this::peer);
        limits = context.settings().limits();
        attaches = new Gate(context.workers(), context.clock(), ATTACHES);
        questions = new Questions(context.workers(), kept::binding);
        liveness = new Liveness(
                context.clock(),
                connection,
                context.settings().expiry(),
                context.settings().expiry());
    }

    /** The connection is up. A peer that never greets is lost, too. */
    void connected() {
        Liveness first = liveness;
        first.begin(() -> liveness == first && beat(first));
        if (isDialled()) {
            stream = connection.open(this);
        }
    }

    /** The peer has opened a stream: the first of all is the link. */
    Receiver opened(FrameStream opened) {
        if (!isDialled() && stream == null) {
            stream = opened;
            send(Greeting.own(context));
            return this;
        }
        if (!isUp()) {
            opened.abort("expected HELLO first");
            return new Node.Nothing();
        }
        return new Accepting(this, opened);
    }

    private void send(LinkMessage message) {
        FrameStream open = stream;
        if (open != null) {
            open.send(LinkFrames.encode(message));
        }
    }

    private boolean beat(Liveness looking) {
        if (isDown()) {
            return false;
        }
        if (!looking.look()) {
            down("nothing was heard of it for " + context.settings().expiry().toMillis() + " ms", /* tells= */ false);
            return false;
        }
        if (theirs != null) {
            send(new Beat());
        }
        return true;
    }

    @Override
    public void frame(byte[] frame) {
        try {
            message(LinkFrames.decode(frame));
        } catch (WireException wrong) {
            down("it has sent what is no message: " + Texts.reason(wrong), /* tells= */ true);
        } catch (Throwable thrown) { // what leaves here would be hidden by the engine
            context.log().log(WARNING, "reach: link to " + address() + ": expected no exception", thrown);
            down("an error: " + thrown.getClass().getName(), /* tells= */ true);
        }
    }

    private void message(LinkMessage message) {
        if (isDown()) {
            return;
        }
        if (message instanceof Bye bye) {
            said(bye);
        } else if (theirs == null) {
            greeting(message);
        } else if (message instanceof Offer offer) {
            exchange.offered(this, offer);
        } else if (message instanceof Withdraw withdraw) {
            exchange.withdrawn(this, withdraw.id());
        } else if (message instanceof LinkMessage.Ask ask) {
            questions.answer(ask, this::send);
        } else if (message instanceof LinkMessage.Tell tell) {
            questions.told(tell);
        } else if (!(message instanceof Beat)) {
            down("expected no second HELLO", /* tells= */ true);
        }
    }

    private void said(Bye bye) {
        String reason = Texts.oneLine(bye.reason());
        down(reason.equals(TWICE) ? TWICE : "it has said: " + reason, /* tells= */ false);
    }

    private void greeting(LinkMessage message) {
        if (!(message instanceof Hello hello)) {
            down("expected HELLO first", /* tells= */ true);
            return;
        }
        Optional<String> wrong = Greeting.check(hello, context, connection.certifiedName());
        if (wrong.isPresent()) {
            down(wrong.get(), /* tells= */ true);
            return;
        }
        Optional<Link> present = isDialled() ? links.find(hello.node(), hello.session()) : Optional.empty();
        theirs = hello;
        limits = limits.and(hello.limits());
        if (present.isPresent()) {
            down(TWICE, /* tells= */ true);
            return;
        }
        if (isDialled()) {
            send(Greeting.own(context));
        }
        admit(hello);
    }

    private void admit(Hello hello) {
        Links.Decision decision = links.admit(this);
        if (decision.refusal().isPresent()) {
            down(decision.refusal().get(), /* tells= */ true);
            return;
        }
        Link replaced = decision.replaced();
        if (replaced != null) {
            replaced.down(TWICE, /* tells= */ true);
        }
        synchronized (this) {
            if (state == State.DOWN) {
                links.remove(this);
                return;
            }
            state = State.UP;
        }
        since = Instant.now();
        Liveness live = new Liveness(
                context.clock(), connection, context.settings().expiry(), Duration.ofMillis(hello.expiryMillis()));
        liveness = live;
        live.begin(() -> beat(live));
        context.log().log(INFO, "reach: node " + peer() + " is linked, at " + address());
        exchange.linkUp(this);
        if (dialer != null) {
            dialer.linked();
        }
    }

    /** Ends the link, once. */
    void down(String reason, boolean tells) {
        State before;
        synchronized (this) {
            before = state;
            state = State.DOWN;
        }
        if (before == State.DOWN) {
            return;
        }
        links.remove(this);
        if (before == State.UP) {
            boolean isUsual = reason.equals(TWICE) || reason.endsWith(Node.STOPS);
            context.log().log(isUsual ? INFO : WARNING, "reach: node " + peer() + " is lost: " + reason);
            exchange.linkDown(this, reason);
        }
        kept.bindings().forEach(each -> each.lost(reason));
        questions.close();
        if (tells) {
            send(new Bye(Texts.oneLine(reason)));
            Optional.ofNullable(stream).ifPresent(FrameStream::end);
            context.clock().after(BYE_TIME, () -> connection.close(reason));
        } else {
            connection.close(reason);
        }
        Dialer again = dialer;
        if (again != null) {
            Hello hello = theirs;
            Optional<Link> other = hello == null ? Optional.empty() : links.find(hello.node(), hello.session());
            other.ifPresentOrElse(link -> link.whenGone(again::now), () -> again.lost(before == State.UP, reason));
        }
        gone.complete(reason);
    }

    private void whenGone(Runnable action) {
        var unused = gone.thenRun(action);
    }

    private synchronized boolean isDown() {
        return state == State.DOWN;
    }

    private synchronized boolean isUp() {
        return state == State.UP;
    }

    /** Completes when the connection is gone. */
    CompletableFuture<String> closed() {
        return closed;
    }

    void closedNow() {
        closed.complete("");
    }

    @Override
    public void ready() {}

    @Override
    public void ended() {
        down("it has ended the link", /* tells= */ false);
    }

    @Override
    public void lost(String reason) {
        down(Texts.oneLine(reason), /* tells= */ false);
    }

    boolean isDialled() {
        return dialer != null;
    }

    String address() {
        return connection.remoteAddress();
    }

    String session() {
        return Optional.ofNullable(theirs).map(Hello::session).orElse("");
    }

    @Override
    public String peer() {
        return Optional.ofNullable(theirs).map(Hello::node).orElse("");
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public FrameStream open(Receiver receiver) {
        return connection.open(receiver);
    }

    @Override
    public long nextBinding() {
        return kept.nextBinding(isDialled());
    }

    @Override
    public boolean isTheirs(long binding) {
        return kept.isTheirs(binding, isDialled());
    }

    @Override
    public boolean add(RemoteBinding binding) {
        return kept.add(binding, this::isDown);
    }

    @Override
    public void forget(RemoteBinding binding) {
        kept.forget(binding);
    }

    /** Offers a provider. */
    long offer(Offered offered) {
        long id = kept.add(offered);
        send(offered.message(id));
        return id;
    }

    void withdraw(long id) {
        kept.withdraw(id);
        send(new Withdraw(id));
    }

    @Override
    public @Nullable Offered offered(long offer) {
        return kept.offered(offer);
    }

    @Override
    public boolean wasOffered(long offer) {
        return kept.wasOffered(offer);
    }

    @Override
    public Executor workers() {
        return context.workers();
    }

    @Override
    public Executor attaches() {
        return attaches;
    }

    @Override
    public Executor ends() {
        return context.ends();
    }

    @Override
    public void complain(String what) {
        complaints.say(what);
    }

    @Override
    public System.Logger log() {
        return context.log();
    }

    /** Asks the peer what it knows of a call of its own that is inside this node. */
    CompletableFuture<List<String>> ask(long binding, long call) {
        return questions.ask(binding, call, this::send);
    }

    NodesView.LinkView view() {
        return new NodesView.LinkView(
                peer(),
                address(),
                isDialled(),
                since,
                liveness.sinceHeard(),
                connection.sent(),
                connection.received(),
                kept.offers(),
                kept.bindings().stream().map(RemoteBinding::view).toList());
    }
}
