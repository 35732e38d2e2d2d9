// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.text.ForeignText;

/**
 * Copies what bindings and registrations are doing, for diagnostics. Each binding is looked at under the monitor of its space,
 * which is not held while threads are asked for their stacks.
 */
final class Snapshot {
    private final long now;
    private final ThreadReport threads;

    Snapshot(Timing timing, boolean withStacks) {
        this.now = timing.nanoTime();
        this.threads = new ThreadReport(withStacks);
    }

    /** Returns a binding; its state is GONE if it is no more. */
    BindingDTO of(BindingCore<?, ?> binding) {
        BindingDTO dto = new BindingDTO();
        Thread callback = binding.describe(dto, this);
        dto.callback = callback == null ? null : threads.of(Holder.inside(callback, ""));
        addCalls(dto.client, binding.client());
        addCalls(dto.provider, binding.provider());
        return dto;
    }

    List<BindingDTO> of(List<BindingCore<?, ?>> bindings) {
        return bindings.stream()
                .map(this::of)
                .filter(dto -> !dto.state.equals(BindingLife.State.GONE.name()))
                .toList();
    }

    /** Returns how long ago the first of some ends began, in milliseconds. */
    long age(List<Ending> parts) {
        return parts.stream().mapToLong(part -> millisSince(part.begun())).max().orElse(0);
    }

    /** Returns who is inside the {@code register} of modules that end. */
    List<HolderDTO> loading(List<Ending> parts) {
        return parts.stream()
                .map(Ending::loading)
                .filter(Objects::nonNull)
                .map(threads::of)
                .toList();
    }

    private void addCalls(SideDTO dto, Side<?> side) {
        List<Holder> holders = side.holders();
        dto.holders = holders.stream().map(threads::of).toList();
        dto.calls = holders.stream().mapToInt(Holder::calls).sum();
        if (dto.calls > 0) {
            long known =
                    dto.holders.stream().mapToLong(each -> each.ageMillis).max().orElse(-1);
            dto.oldestCallMillis = Math.max(known, dto.oldestCallMillis);
        } else {
            dto.oldestCallMillis = -1;
        }
    }

    RegistrationDTO of(RegistrationCore<?, ?> registration) {
        RegistrationInstance instance = registration.instance();
        RegistrationDTO dto = new RegistrationDTO();
        dto.id = instance.id();
        dto.role = registration.role();
        dto.npi = Who.npi(instance);
        dto.owner = registration.who().copy();
        dto.moduleId = ForeignText.of(instance.moduleId().toString());
        dto.number = instance.number();
        dto.characteristics = registration.description().shown();
        dto.onBehalfOf = ForeignText.of(instance.onBehalfOf());
        registration.describe(dto);
        return dto;
    }

    long millisSince(long time) {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(now - time, 0));
    }
}
