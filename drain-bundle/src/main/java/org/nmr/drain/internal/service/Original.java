// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationInstance;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Texts;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** One registration of a drained service, which is a provider in the name of its bundle. */
final class Original {
    /** The characteristic of a client that says which attachment it is for. */
    private static final String ATTACHMENT = "drain.attachment";

    /** The number of who needs no original. */
    private static final long NOBODY = 0;

    private static final Object NOTHING = new Object();

    private final ServiceReference<Object> reference;
    private final ServiceFacts facts;
    private final ServiceRegistrar registrar;
    private final Npi<Void, Object> npi;

    /** What both sides say of themselves. */
    private final RegistrationInstance instance;

    private final ModuleRegistrations module;
    private final AtomicLong lastAttachment = new AtomicLong();

    /** Those that ask just now, by the number that their client says. */
    private final Map<Long, Attachment> asking = new ConcurrentHashMap<>();

    /** Those that have fetched the original and not released it. */
    private final Set<Attachment> attachments = ConcurrentHashMap.newKeySet();

    private volatile long providerId;

    private Original(
            ServiceReference<Object> reference,
            ServiceFacts facts,
            ServiceRegistrar registrar,
            Map<String, Object> policies,
            ModuleRegistrations module) {
        this.reference = reference;
        this.facts = facts;
        this.registrar = registrar;
        this.npi = Npi.of(npiId(facts), Object.class);
        this.instance = withPolicies(RegistrationInstance.of(npi), policies);
        this.module = module;
    }

    /**
     * Registers the provider.
     *
     * @throws IllegalStateException if the registrar is stopping
     */
    static Original open(
            ServiceReference<Object> reference,
            ServiceFacts facts,
            ServiceRegistrar registrar,
            Map<String, Object> policies) {
        Bundle provider = reference.getBundle();
        if (provider == null) {
            throw new IllegalStateException("expected a registered service, but it is gone");
        }
        ModuleRegistrations module = registrar.openModule(provider, "service " + facts.name());
        Original original = new Original(reference, facts, registrar, policies, module);
        original.register();
        return original;
    }

    private void register() {
        providerId = module.registerProvider(new ProviderCharacteristics<>(npi, instance, this::attachClient))
                .instance()
                .id();
    }

    private static RegistrationInstance withPolicies(RegistrationInstance instance, Map<String, Object> policies) {
        RegistrationInstance more = instance;
        for (Map.Entry<String, Object> policy : policies.entrySet()) {
            more = more.withCharacteristic(policy.getKey(), policy.getValue());
        }
        return more;
    }

    /** Only letters, digits and a few signs are allowed in an NPI's id; the number of the service is never the same. */
    static String npiId(ServiceFacts facts) {
        StringBuilder id = new StringBuilder();
        String type = facts.types().isEmpty() ? "" : facts.types().get(0);
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (c != '.') {
                id.append(isAllowed(c) ? c : '-');
            } else if (!endsWithDot(id)) {
                id.append(c);
            }
        }
        if (id.isEmpty()) {
            id.append("service");
        }
        return id.append(endsWithDot(id) ? "" : ".")
                .append("service-")
                .append(facts.id())
                .toString();
    }

    /** A dot cannot be the first one, nor follow another. */
    private static boolean endsWithDot(StringBuilder id) {
        return id.isEmpty() || id.charAt(id.length() - 1) == '.';
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** On the consumer's thread: fetches the original for that consumer. */
    private Answer<Object> attachClient(ClientProposal<Void> proposal) {
        Object number = proposal.client().characteristics().get(ATTACHMENT);
        if (Long.valueOf(NOBODY).equals(number)) {
            return Answer.accept(BindingContext.NONE, NOTHING);
        }
        Attachment attachment = number instanceof Long known ? asking.get(known) : null;
        if (attachment == null) {
            return Answer.refuse("expected a consumer of the service");
        }
        @Nullable Fetched fetched;
        try {
            fetched = attachment.fetch(reference);
        } catch (IllegalStateException stopped) { // the consumer's bundle, so it has no context any more
            return Answer.refuse(facts.name() + ": " + Texts.reason(stopped));
        }
        if (fetched == null) {
            return Answer.refuse("the provider has given no service object");
        }
        return Answer.accept(BindingContext.NONE, fetched.service());
    }

    /**
     * Attaches a consumer.
     *
     * @return the attachment, which may have been refused
     * @throws IllegalStateException if the registrar is stopping
     */
    Attachment attach(Bundle consumer) {
        Attachment attachment = new Attachment(this, consumer);
        long number = lastAttachment.incrementAndGet();
        asking.put(number, attachment);
        attachments.add(attachment);
        try {
            attachment.register(
                    registrar.openModule(consumer, "uses " + facts.name()),
                    npi,
                    instance.withCharacteristic(ATTACHMENT, number),
                    providerId);
        } finally {
            asking.remove(number);
            if (!attachment.isAttached()) {
                attachment.end();
                attachment.release();
            }
        }
        return attachment;
    }

    /** Returns a binding that has ended, without fetching the original: for who comes when there is none any more. */
    Optional<Binding<?>> ended() {
        Bundle provider = reference.getBundle();
        AtomicReference<@Nullable Binding<?>> attached = new AtomicReference<>();
        try {
            if (provider != null) {
                ModuleRegistrations asking = registrar.openModule(provider, "hold of " + facts.name());
                RegistrationInstance instance = RegistrationInstance.of(npi).withCharacteristic(ATTACHMENT, NOBODY);
                asking.registerClient(new ClientCharacteristics<>(npi, instance, proposal -> {
                    if (proposal.provider().id() == providerId
                            && proposal.attach(BindingContext.NONE).attached()) {
                        attached.set(proposal.binding());
                    }
                }));
                asking.close();
            }
        } catch (IllegalStateException stopping) {
            return Optional.empty();
        }
        return Optional.ofNullable(attached.get());
    }

    void forget(Attachment attachment) {
        attachments.remove(attachment);
    }

    /** Tells whether it was fetched in the name of a consumer, which may have released the stand-in since. */
    boolean hasStateOf(Bundle consumer) {
        return !facts.scope().equals(Constants.SCOPE_SINGLETON)
                && attachments.stream().anyMatch(each -> each.isOf(consumer));
    }

    /** What was fetched in the name of a consumer is going to be released: waits until no call of it is inside. */
    void leave(Bundle consumer, System.Logger log) {
        if (facts.scope().equals(Constants.SCOPE_SINGLETON)) {
            return;
        }
        for (Attachment each : attachments) {
            if (each.isOf(consumer)) {
                try {
                    each.close();
                } catch (IllegalStateException inside) {
                    log.log(
                            WARNING,
                            facts.name() + ": " + consumer + " stops inside a call, which is not waited for",
                            inside);
                }
                each.release();
            }
        }
    }

    /** Releases for those that have left while a call was inside. The thread is none of a call. */
    void releaseIdle() {
        attachments.forEach(Attachment::releaseIfIdle);
    }

    /** Lets no new call begin, and does not wait. May be repeated. */
    Deregistration begin() {
        return module.unload();
    }

    boolean isEnding() {
        return module.isEnding();
    }

    /** Tells whether it will still be there after the end of others, as far as one can know. */
    boolean isRunning() {
        Bundle provider = reference.getBundle();
        return provider != null && provider.getState() != Bundle.STOPPING && !isEnding();
    }

    /**
     * Waits until no call is inside, as long as the policy says, and releases the original for all consumers. A call of
     * this thread is abandoned.
     */
    void await(System.Logger log) {
        try {
            begin().await();
        } catch (IllegalStateException inside) {
            log.log(
                    WARNING,
                    facts.name() + ": expected to be ended outside of its calls, but this thread is inside one of"
                            + " them. That call is not waited for: " + Texts.reason(inside));
        } finally {
            for (Attachment attachment : attachments) {
                attachment.end();
                attachment.release();
            }
        }
    }

    ServiceReference<Object> reference() {
        return reference;
    }

    ServiceFacts facts() {
        return facts;
    }
}
