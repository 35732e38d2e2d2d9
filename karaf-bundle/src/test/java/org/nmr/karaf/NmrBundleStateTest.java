// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.karaf.bundle.core.BundleState;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.Bundle;

class NmrBundleStateTest {
    @Test
    void state_bundleThatWaits_isWaitingAndSaysForWhat() {
        NmrBundleState state = of(finding("BLOCKED", 14, /* serious= */ false));
        assertEquals(BundleState.Waiting, state.getState(bundle(14)));
        assertEquals("waits for a call\n  inside\nrelease it\n", state.getDiag(bundle(14)));
        assertEquals(BundleState.Unknown, state.getState(bundle(15)));
        assertNull(state.getDiag(bundle(15)));
    }

    @Test
    void state_clientWithoutProvider_isWaitingOnlyIfThatIsSerious() {
        assertEquals(
                BundleState.Waiting,
                of(finding("UNATTACHED", 14, /* serious= */ true)).getState(bundle(14)));
        assertEquals(
                BundleState.Unknown,
                of(finding("UNATTACHED", 14, /* serious= */ false)).getState(bundle(14)));
    }

    @Test
    void diag_severalFindings_lastLineIsForTheFirst() {
        FindingDTO second = finding("BLOCKED", 14, /* serious= */ false);
        second.nextStep = "something else";
        assertEquals(
                "waits for a call\n  inside\nrelease it\nwaits for a call\n  inside\nsomething else\nrelease it\n",
                of(finding("BLOCKED", 14, /* serious= */ true), second).getDiag(bundle(14)));
    }

    @Test
    void state_withoutRegistrar_isUnknown() {
        NmrBundleState state = new NmrBundleState(() -> null);
        assertEquals(BundleState.Unknown, state.getState(bundle(14)));
        assertNull(state.getDiag(bundle(14)));
    }

    private static NmrBundleState of(FindingDTO... findings) {
        RegistrarRuntime registrar = (RegistrarRuntime) Proxy.newProxyInstance(
                RegistrarRuntime.class.getClassLoader(),
                new Class<?>[] {RegistrarRuntime.class},
                (proxy, method, arguments) -> List.of(findings));
        return new NmrBundleState(() -> registrar);
    }

    private static FindingDTO finding(String kind, long bundle, boolean serious) {
        FindingDTO finding = new FindingDTO();
        finding.kind = kind;
        finding.owner.bundle = bundle;
        finding.serious = serious;
        finding.verdict = "waits for a call";
        finding.details = List.of("inside");
        finding.nextStep = "release it";
        return finding;
    }

    private static Bundle bundle(long id) {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> id);
    }
}
