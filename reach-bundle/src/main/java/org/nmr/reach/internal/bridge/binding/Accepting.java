// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import static java.lang.System.Logger.Level.WARNING;

import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;
import org.nmr.reach.internal.wire.BindFrames;
import org.nmr.reach.internal.wire.BindMessage;
import org.nmr.reach.internal.wire.BindMessage.Attach;
import org.nmr.reach.internal.wire.WireException;

/** Hears of a stream that the peer has opened. The first frame says for which provider. */
public final class Accepting implements Receiver {
    private final LinkPort link;
    private final FrameStream stream;

    /** Null until the first frame; the engine's calls come one after the other. */
    private @Nullable RemoteBinding binding;

    private boolean isAborted;

    /** Makes one. */
    public Accepting(LinkPort link, FrameStream stream) {
        this.link = link;
        this.stream = stream;
    }

    @Override
    public void frame(byte[] frame) {
        RemoteBinding begun = binding;
        if (begun != null) {
            begun.frame(frame);
        } else if (!isAborted) {
            first(frame);
        }
    }

    private void first(byte[] frame) {
        try {
            BindMessage message = BindFrames.decode(frame);
            if (message instanceof Attach attach) {
                attach(attach);
            } else {
                abort("expected ATTACH first, was " + message.getClass().getSimpleName());
            }
        } catch (WireException wrong) {
            abort(Texts.reason(wrong));
        } catch (Throwable thrown) { // what leaves here would be hidden by the engine
            link.log().log(WARNING, "reach: attach of node " + link.peer() + ": expected no exception", thrown);
            abort("an error in the node of the provider: " + thrown.getClass().getName());
        }
    }

    private void attach(Attach attach) {
        if (!link.wasOffered(attach.offer())) {
            abort("expected the number of an offer, was " + attach.offer());
            return;
        }
        if (!link.isTheirs(attach.binding())) {
            abort("expected a number of the peer for the binding, was " + attach.binding());
            return;
        }
        Offered offered = link.offered(attach.offer());
        if (offered == null) {
            stream.send(BindFrames.encode(new BindMessage.Refused("the provider is gone")));
            stream.end();
            isAborted = true; // nothing else is expected of it
            return;
        }
        RemoteBinding begun = new RemoteBinding(
                link,
                attach.binding(),
                offered.npi().npi().id(),
                offered.npi().provider(),
                Instances.label(link.peer(), attach.instance()),
                stream);
        if (!link.add(begun)) {
            abort("expected a new number for the binding, was " + attach.binding() + " again");
            return;
        }
        binding = begun;
        link.attaches().execute(new ProxyClient(link, offered, attach, begun)::run);
    }

    private void abort(String reason) {
        isAborted = true;
        link.complain("attach aborted: " + reason);
        stream.abort(Texts.oneLine(reason));
    }

    @Override
    public void ready() {
        if (binding != null) {
            binding.ready();
        }
    }

    @Override
    public void ended() {
        if (binding != null) {
            binding.ended();
        } else if (!isAborted) {
            abort("expected ATTACH before the end of the stream");
        }
    }

    @Override
    public void lost(String reason) {
        if (binding != null) {
            binding.lost(reason);
        }
    }
}
