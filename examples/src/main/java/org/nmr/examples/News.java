// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;

/** A provider that calls its clients and is not called by them. */
final class News {
    static final Npi<Reader, Void> NPI = Npi.ofClientDispatch("org.example.news", Reader.class);

    private final List<Binding<Reader>> readers = new CopyOnWriteArrayList<>();

    /** What the provider calls. */
    public interface Reader {
        /** Takes the news. */
        void read(String text);
    }

    void register(ModuleRegistrations nmr) {
        nmr.registerProvider(ProviderCharacteristics.of(NPI, this::attachClient));
    }

    private Answer<Void> attachClient(ClientProposal<Reader> proposal) {
        Binding<Reader> reader = proposal.binding();
        readers.add(reader);
        return Answer.accept(new BindingContext() {
            @Override
            public DetachStatus detach() {
                readers.remove(reader);
                return DetachStatus.COMPLETE;
            }
        });
    }

    void publish(String text) {
        readers.forEach(reader -> tell(reader, text));
    }

    private void tell(Binding<Reader> reader, String text) {
        try {
            reader.dispatch().read(text);
        } catch (DetachedException going) {
            readers.remove(reader);
        }
    }

    static void subscribe(ModuleRegistrations nmr, Reader reader) {
        nmr.registerClient(ClientCharacteristics.of(NPI, news -> attach(news, reader)));
    }

    private static void attach(ProviderProposal<Reader, Void> news, Reader reader) {
        AttachResult result = news.attach(BindingContext.NONE, reader);
        if (!result.attached()) {
            reader.read("no news: " + result.reason());
        }
    }
}
