// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.util.ArrayList;
import java.util.List;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.UnloadDTO;

/** A registrar that says what the test wants, and notes what it was asked. */
final class FakeRegistrar implements RegistrarRuntime {
    final RegistrarDTO registrar = new RegistrarDTO();
    final List<FindingDTO> findings = new ArrayList<>();
    final List<String> revoked = new ArrayList<>();
    RuntimeException failure;
    int asked;

    @Override
    public RegistrarDTO getRegistrar() {
        return registrar;
    }

    @Override
    public List<UnloadDTO> getUnloads() {
        return List.of();
    }

    @Override
    public List<UnloadDTO> getUnloads(long bundleId) {
        return List.of();
    }

    @Override
    public List<FindingDTO> getFindings() {
        asked++;
        return findings;
    }

    @Override
    public List<FindingDTO> getFindings(String name) {
        return findings;
    }

    @Override
    public String revoke(String bindingId) {
        if (failure != null) {
            throw failure;
        }
        revoked.add(bindingId);
        return "revoked " + bindingId;
    }
}
