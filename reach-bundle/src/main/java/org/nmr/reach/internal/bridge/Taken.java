// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.nmr.ProviderRegistration;
import org.nmr.reach.internal.bridge.binding.Instances;
import org.nmr.reach.internal.bridge.binding.ProxyProvider;
import org.nmr.reach.internal.bridge.binding.RemoteType;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.wire.LinkMessage.Offer;

/** An offer of another node, which may have a provider here that stands for it. */
final class Taken {
    private final Context context;
    private final Link link;
    private final Offer offer;

    /** Null while there is none, for example because the NPI is not known here. */
    private @Nullable Proxy proxy;

    Taken(Context context, Link link, Offer offer) {
        this.context = context;
        this.link = link;
        this.offer = offer;
    }

    String npi() {
        return offer.npi();
    }

    /** Registers, unless that is done. The modules that are asked may take their time. */
    void begin(RemoteType type) {
        if (proxy == null) {
            Proxy begun = new Proxy();
            proxy = begun;
            type.difference(offer)
                    .ifPresent(differs -> context.log().log(
                            WARNING,
                            "reach: the types of NPI " + npi() + " differ in node " + link.peer()
                                    + ", so nobody attaches: " + differs));
            link.attaches().execute(() -> begun.register(type));
        }
    }

    void end() {
        Proxy ended = proxy;
        proxy = null;
        if (ended != null) {
            ended.end();
        }
    }

    NodesView.TakenView view() {
        Proxy present = proxy;
        return new NodesView.TakenView(
                link.peer(),
                npi(),
                Instances.label(link.peer(), offer.instance()),
                present == null ? "the NPI is not known here" : present.state);
    }

    /** One registration. It may end while it begins. */
    private final class Proxy {
        private volatile String state = "begins";

        /** Both guarded by this. */
        private @Nullable ProviderRegistration registration;

        private boolean isEnded;
        private boolean isDeregistered;

        void register(RemoteType type) {
            synchronized (this) {
                if (isEnded) {
                    return;
                }
            }
            try {
                ProxyProvider provider = new ProxyProvider(link, type, offer, context.ownBundle(), this::is);
                is(context.registrar().registerProvider(provider.characteristics()));
                state = type.difference(offer)
                        .map(text -> "the types differ: " + text)
                        .orElse("registered");
            } catch (IllegalArgumentException | NullPointerException wrong) {
                state = "cannot be registered: " + Texts.reason(wrong);
                link.complain("a provider of NPI " + npi() + " " + state);
            } catch (IllegalStateException stopping) {
                state = "this node stops";
                context.log().log(DEBUG, "reach: the node stops", stopping);
            }
        }

        private void is(ProviderRegistration known) {
            synchronized (this) {
                registration = known;
            }
            endIfDue();
        }

        void end() {
            synchronized (this) {
                isEnded = true;
            }
            try {
                context.ends().execute(this::endIfDue);
            } catch (RejectedExecutionException closed) {
                context.log().log(DEBUG, "reach: the node has stopped, and with it the registration", closed);
            }
        }

        private void endIfDue() {
            ProviderRegistration due;
            synchronized (this) {
                due = isEnded && !isDeregistered ? registration : null;
                isDeregistered |= due != null;
            }
            if (due != null) {
                var unused = due.deregister();
            }
        }
    }
}
