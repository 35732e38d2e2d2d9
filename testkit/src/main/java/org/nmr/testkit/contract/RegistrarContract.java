// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.testkit.ClauseNames;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.RegistrarSource;

/**
 * The tests that every {@link NetworkModuleRegistrar} must pass. Extend this class and run it as a JUnit test.
 *
 * <p>If the contract leaves something open, such as the order of the two detaches, the tests leave it open, too. They
 * wait only for conditions, with a timeout. A test that hangs all the same fails after {@value #SECONDS} seconds.
 */
@DisplayNameGeneration(ClauseNames.class)
@Timeout(value = RegistrarContract.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RegistrarContract {
    static final int SECONDS = 300;

    /** Made by JUnit, once for each test. */
    protected RegistrarContract() {}

    @RegisterExtension
    final ModuleHarness harness = new ModuleHarness(new RegistrarSource() {
        @Override
        public NetworkModuleRegistrar open(String owner) {
            return RegistrarContract.this.open(owner);
        }

        @Override
        public void close() {
            RegistrarContract.this.close();
        }
    });

    /**
     * Opens the registrar under test for a bundle.
     *
     * @param owner the bundle's symbolic name, which is the owner's name in what it registers
     * @return the registrar of this bundle; all results of one test belong to the same registrar
     */
    protected abstract NetworkModuleRegistrar open(String owner);

    /** Ends the registrar after a test. */
    protected abstract void close();

    /** Which pairs are proposed. */
    @Nested
    class Register extends RegisterRules {
        Register() {
            super(RegistrarContract.this.harness);
        }
    }

    /** What peers see of each other. */
    @Nested
    class Owners extends OwnersRules {
        Owners() {
            super(RegistrarContract.this.harness);
        }
    }

    /** The handshake that succeeds. */
    @Nested
    class Attach extends AttachRules {
        Attach() {
            super(RegistrarContract.this.harness);
        }
    }

    /** The handshake that does not succeed. */
    @Nested
    class Refuse extends RefuseRules {
        Refuse() {
            super(RegistrarContract.this.harness);
        }
    }

    /** Both sides' detach and its completion. */
    @Nested
    class Detach extends DetachRules {
        Detach() {
            super(RegistrarContract.this.harness);
        }
    }

    /** The end of a binding. */
    @Nested
    class Cleanup extends CleanupRules {
        Cleanup() {
            super(RegistrarContract.this.harness);
        }
    }

    /** Counted calls hold the end. */
    @Nested
    class Calls extends CallsRules {
        Calls() {
            super(RegistrarContract.this.harness);
        }
    }

    /** The end of a registration, and the wait for it. */
    @Nested
    class Ends extends EndsRules {
        Ends() {
            super(RegistrarContract.this.harness);
        }
    }

    /** The end of a module. */
    @Nested
    class Unload extends UnloadRules {
        Unload() {
            super(RegistrarContract.this.harness);
        }
    }

    /** What callbacks may do. */
    @Nested
    class Inside extends InsideRules {
        Inside() {
            super(RegistrarContract.this.harness);
        }
    }

    /** A module's own registrations and their ends. */
    @Nested
    class Handles extends HandlesRules {
        Handles() {
            super(RegistrarContract.this.harness);
        }
    }

    /** Handles that are stale or belong to another module. */
    @Nested
    class Misuse extends MisuseRules {
        Misuse() {
            super(RegistrarContract.this.harness);
        }
    }

    /** A provider now, or within a timeout. */
    @Nested
    class Captures extends CapturesRules {
        Captures() {
            super(RegistrarContract.this.harness);
        }
    }

    /** The best provider. */
    @Nested
    class Selections extends SelectionsRules {
        Selections() {
            super(RegistrarContract.this.harness);
        }
    }

    /** What happens at the deadline of a registration. */
    @Nested
    class Policies extends PoliciesRules {
        Policies() {
            super(RegistrarContract.this.harness);
        }
    }

    /** The same NPI with other classes. */
    @Nested
    class ClassSpaces extends ClassSpacesRules {
        ClassSpaces() {
            super(RegistrarContract.this.harness);
        }
    }

    /** What has ended can be collected. */
    @Nested
    class Leaks extends LeaksRules {
        Leaks() {
            super(RegistrarContract.this.harness);
        }
    }
}
