// SPDX-License-Identifier: Apache-2.0
/*
 * The life of one binding, for the model checker Spin: all that can happen to one client and one provider, in every order.
 *
 * What is one atomic step here is one step under the monitor of the NpiSpace, or one atomic operation of the Guard, there.
 * The rows of binding_on and side_on are the tables of BindingLife; BindingModelTest compares them.
 *
 * Properties, as assertions:
 *   ONE   exactly one detach and one cleanup for each attached side and none for others; cleanups after both detaches
 *   AWAIT when a wait for an end returns, every callback and every call of the binding has returned
 *   HANG  no wait lasts for ever: Spin reports a process that cannot go on as an invalid end state
 * MUTANT takes one thing away; then one of them must fail:
 *   1 cleanup is begun in a step after the one that decided it               ONE
 *   2 a completion before the return of detach is forgotten                  HANG
 *   3 the waiting threads are released before the cleanups                   AWAIT
 *   4 the closer does not look who is inside                                 AWAIT
 *   5 no thread looks after a proposal whether an end has begun              HANG
 *   6 insertion and scan of a registration are two steps                     ONE (no binding at all)
 *   7 the caller that leaves last does not look whether the guard is closed  HANG
 */
#ifndef MUTANT
#define MUTANT 0
#endif

#define CLIENT 0
#define PROVIDER 1

/* With DETACHES a side ends the binding alone. */
/* With CALLS the client calls, and the provider answers COMPLETE; without, each side completes when it likes. */
#ifdef CALLS
#define COMPLETES(s) (s == CLIENT)
#else
#define COMPLETES(s) true
#endif

mtype = { PROPOSED, ASKING, ATTACHING, ATTACHED, DETACHING, CLEANUP, GONE }
mtype = { ATTACH, REFUSE, ACCEPT, RETURN, THROW, LINGER, DEREGISTER, DETACH, SIDES_DONE, CLEANED }
mtype = { OPEN, OPEN_COMPLETED, CALLED, CALLED_COMPLETED, PENDING, DONE, DISOWNED, CALLED_REVOKED, REVOKED }
mtype = { CALL, ANSWER_COMPLETE, ANSWER_PENDING, COMPLETE, DISOWN, REVOKE }
mtype = { GUARD_NEW, GUARD_OPEN, GUARD_SHUT, GUARD_DRAINING, GUARD_DRAINED }

/* ---- what LiveBinding, Side and LiveRegistration know -------------------------------------------------------------- */

mtype state = PROPOSED;
mtype side[2] = OPEN;
bool joined[2];         /* in the NpiSpace */
bool ending[2];         /* deregistered */
bool listed[2];         /* the registration's end waits for this side */
bool over[2];           /* the latch of that end */
bool callback;          /* callbackThread is set */
bool revoked;
bool wanted;            /* a side has asked for the end of this binding alone */
bool alone;             /* the latch of that end */

/* ---- the guard of the client's calls; the provider has nothing to call, so its guard is drained when shut ------------ */

mtype guard = GUARD_NEW;
bool used;              /* there is a slot */
byte count;             /* of that slot */
bool providerDrained;

/* ---- what the modules see ------------------------------------------------------------------------------------------ */

bool attached[2];       /* this side is to get a detach and a cleanup */
byte proposals;
byte running;           /* callbacks in progress; those of the proposal count as one */
byte detaches[2];
byte detached[2];       /* returned */
byte cleanups[2];
byte cleaned[2];        /* returned */
bool inside;            /* a call is in the provider's code */
byte waiting;           /* threads in await */

/* Never true: their names are in what Spin prints. */
bool exactly_one_cleanup;
bool await_implies_all_returned;

inline one(condition) {
    if
    :: condition
    :: else -> assert(exactly_one_cleanup)
    fi
}

inline returned(condition) {
    if
    :: condition
    :: else -> assert(await_implies_all_returned)
    fi
}

#define IS_DONE(s) (side[s] == DONE || side[s] == DISOWNED || side[s] == REVOKED)
#define HAS_COMPLETED(s) (IS_DONE(s) || side[s] == CALLED_REVOKED || side[s] == OPEN_COMPLETED \
    || side[s] == CALLED_COMPLETED)
#define DRAINED(s) (s == CLIENT -> guard == GUARD_DRAINED : providerDrained)
#define FINISHED(s) (IS_DONE(s) && DRAINED(s))

inline binding_on(event) {
    if
    :: state == PROPOSED && event == ATTACH -> state = ASKING
    :: state == PROPOSED && event == RETURN -> state = GONE
    :: state == PROPOSED && event == THROW -> state = GONE
    :: state == PROPOSED && event == DEREGISTER -> state = PROPOSED
    :: state == PROPOSED && event == DETACH -> state = PROPOSED
    :: state == PROPOSED && event == LINGER -> state = DETACHING /* not used: needs calls of the provider */
    :: state == ASKING && event == REFUSE -> state = PROPOSED
    :: state == ASKING && event == ACCEPT -> state = ATTACHING
    :: state == ASKING && event == DEREGISTER -> state = ASKING
    :: state == ASKING && event == DETACH -> state = ASKING
    :: state == ATTACHING && event == RETURN -> state = ATTACHED
    :: state == ATTACHING && event == THROW -> state = DETACHING
    :: state == ATTACHING && event == DEREGISTER -> state = ATTACHING
    :: state == ATTACHING && event == DETACH -> state = ATTACHING
    :: state == ATTACHED && event == DEREGISTER -> state = DETACHING
    :: state == ATTACHED && event == DETACH -> state = DETACHING
    :: state == DETACHING && event == SIDES_DONE -> state = CLEANUP
    :: state == DETACHING && event == DEREGISTER -> state = DETACHING
    :: state == DETACHING && event == DETACH -> state = DETACHING
    :: state == CLEANUP && event == CLEANED -> state = GONE
    :: state == CLEANUP && event == DEREGISTER -> state = CLEANUP
    :: state == CLEANUP && event == DETACH -> state = CLEANUP
    :: state == GONE && event == DEREGISTER -> state = GONE
    :: state == GONE && event == DETACH -> state = GONE
    :: else -> assert(false) /* a fault of the registrar */
    fi
}

inline side_on(s, event) {
    if
    :: side[s] == OPEN && event == CALL -> side[s] = CALLED
    :: side[s] == OPEN && event == COMPLETE -> side[s] = OPEN_COMPLETED
    :: side[s] == OPEN && event == DISOWN -> side[s] = DISOWNED
    :: side[s] == OPEN && event == REVOKE -> side[s] = OPEN
    :: side[s] == OPEN_COMPLETED && event == CALL -> side[s] = CALLED_COMPLETED
    :: side[s] == OPEN_COMPLETED && event == DISOWN -> side[s] = DISOWNED
    :: side[s] == OPEN_COMPLETED && event == REVOKE -> side[s] = OPEN_COMPLETED
    :: side[s] == CALLED && event == ANSWER_COMPLETE -> side[s] = DONE
    :: side[s] == CALLED && event == ANSWER_PENDING -> side[s] = PENDING
    :: side[s] == CALLED && event == COMPLETE -> side[s] = CALLED_COMPLETED
    :: side[s] == CALLED && event == REVOKE -> side[s] = CALLED_REVOKED
    :: side[s] == CALLED_COMPLETED && event == ANSWER_COMPLETE -> side[s] = DONE
    :: side[s] == CALLED_COMPLETED && event == ANSWER_PENDING -> side[s] = DONE
    :: side[s] == CALLED_COMPLETED && event == REVOKE -> side[s] = CALLED_COMPLETED
    :: side[s] == PENDING && event == COMPLETE -> side[s] = DONE
    :: side[s] == PENDING && event == REVOKE -> side[s] = REVOKED
    :: side[s] == DONE && event == REVOKE -> side[s] = DONE
    :: side[s] == DISOWNED && event == REVOKE -> side[s] = DISOWNED
    :: side[s] == CALLED_REVOKED && event == ANSWER_COMPLETE -> side[s] = REVOKED
    :: side[s] == CALLED_REVOKED && event == ANSWER_PENDING -> side[s] = REVOKED
    :: side[s] == CALLED_REVOKED && event == COMPLETE -> side[s] = CALLED_REVOKED
    :: side[s] == CALLED_REVOKED && event == REVOKE -> side[s] = CALLED_REVOKED
    :: side[s] == REVOKED && event == COMPLETE -> side[s] = REVOKED
    :: side[s] == REVOKED && event == REVOKE -> side[s] = REVOKED
    :: else -> assert(false) /* a fault of the registrar */
    fi
}

/* ---- the end: cleanup, and who is released. What they set are variables of each process, see LOCALS ------ */

inline release(s) {
    listed[s] = false;
    over[s] = over[s] || ending[s];
    alone = alone || wanted
}

inline begin_cleanup_if_done() {
    last = state == DETACHING && FINISHED(CLIENT) && FINISHED(PROVIDER);
    if
    :: last && MUTANT != 1 ->
        binding_on(SIDES_DONE);
        callback = true
    :: else
    fi
}

inline clean(s) {
    if
    :: side[s] != DISOWNED ->
        one(attached[s] && cleanups[s] == 0);
        one(running == 0 && detached[PROVIDER] == attached[PROVIDER] && detached[CLIENT] == attached[CLIENT]);
        returned(!inside || revoked);
        atomic { cleanups[s]++; running++ }
        atomic { running--; cleaned[s]++ }
    :: else
    fi
}

inline call_cleanup() {
    if
    :: last ->
#if MUTANT == 1
        atomic { /* one step later than it was decided, and without the table's check */
            if
            :: state == DETACHING -> binding_on(SIDES_DONE)
            :: else
            fi
            callback = true
        }
#endif
#if MUTANT == 3
        atomic { release(CLIENT); release(PROVIDER) }
#endif
        clean(CLIENT);
        clean(PROVIDER);
        atomic {
            if
            :: state == CLEANUP || MUTANT != 1 -> binding_on(CLEANED)
            :: else
            fi
            callback = false;
            release(CLIENT);
            release(PROVIDER);
            last = false
        }
    :: else
    fi
}

/* ---- Guard --------------------------------------------------------------------------------------------------------- */

/* Under the monitor. */
inline shut(s) {
    if
    :: s == PROVIDER -> providerDrained = true
    :: s == CLIENT && (guard == GUARD_NEW || guard == GUARD_OPEN) ->
        if
        :: used && MUTANT != 4 -> guard = GUARD_SHUT; closing = true
        :: else -> guard = GUARD_DRAINED
        fi
    :: else
    fi
}

inline drained() {
    atomic { begin_cleanup_if_done() }
    call_cleanup()
}

inline left() {
    if
    :: guard == GUARD_DRAINING ->
        if
        :: count == 0 ->
            atomic { mine = guard == GUARD_DRAINING; guard = (mine -> GUARD_DRAINED : guard) }
            if
            :: mine -> mine = false; drained()
            :: else
            fi
        :: else
        fi
    :: else
    fi
}

/* Rundown.finish, after the barrier. */
inline finish() {
    if
    :: closing ->
        closing = false;
        atomic { mine = guard == GUARD_SHUT; guard = (mine -> GUARD_DRAINING : guard) }
        if
        :: mine -> mine = false; left()
        :: else
        fi
    :: else
    fi
}

/* ---- detach -------------------------------------------------------------------------------------------------------- */

/* The module answers as it likes; PENDING or not, it completes at some time, see Completes. */
inline detach_of(s) {
    one(attached[s] && detaches[s] == 0 && running == 0);
    atomic { detaches[s]++; running++ }
    atomic {
        running--;
        detached[s]++;
        if
        :: answer = ANSWER_COMPLETE
        :: COMPLETES(s) -> answer = ANSWER_PENDING
        fi
    }
}

inline answered(s) {
    if
    :: answer == ANSWER_COMPLETE -> side_on(s, ANSWER_COMPLETE)
    :: else -> side_on(s, ANSWER_PENDING)
    fi
    if
    :: revoked -> side_on(s, REVOKE)
    :: else
    fi
    if
    :: IS_DONE(s) -> shut(s)
    :: else
    fi
    answer = 0
}

inline call_detach() {
    if
    :: side[CLIENT] != DISOWNED ->
        detach_of(CLIENT);
        atomic { answered(CLIENT); side_on(PROVIDER, CALL) }
    :: else
    fi
    detach_of(PROVIDER);
    atomic {
        answered(PROVIDER);
        callback = false;
        bothEnd = wanted || (ending[CLIENT] && ending[PROVIDER]);
        begin_cleanup_if_done();
        here = last
    }
    if
    :: bothEnd -> bothEnd = false; finish()
    :: else
    fi
    atomic { last = here; here = false }
    call_cleanup()
}

/* ---- the threads --------------------------------------------------------------------------------------------------- */

/* What the client's callback does, and the provider's inside it. */
inline attach_provider() {
    do
    :: failed = false; break
    :: failed = true; break
    :: tries < 2 && state == PROPOSED ->
        tries++;
        atomic {
            if
            :: revoked -> asked = false
            :: else -> binding_on(ATTACH); asked = true
            fi
        }
        if
        :: asked -> atomic { binding_on(REFUSE) }
        :: asked ->
            atomic {
                binding_on(ACCEPT);
                attached[CLIENT] = true;
                attached[PROVIDER] = true;
                if
                :: !revoked -> guard = GUARD_OPEN
                :: else
                fi
            }
        :: else
        fi
    od
}

inline proposal_returned() {
    atomic {
        if
        :: failed -> binding_on(THROW)
        :: else -> binding_on(RETURN)
        fi
        running--;
        failed = false;
        asked = false;
        tries = 0;
        peer = false;
        detaching = true;
        if
        :: state == ATTACHED && (ending[CLIENT] || ending[PROVIDER] || wanted) && MUTANT != 5 ->
            if
            :: wanted -> binding_on(DETACH)
            :: else -> binding_on(DEREGISTER)
            fi;
            side_on(CLIENT, CALL)
        :: state == DETACHING ->
            side_on(CLIENT, DISOWN);
            attached[CLIENT] = false;
            shut(CLIENT);
            side_on(PROVIDER, CALL)
        :: else -> detaching = false; callback = false
        fi
        if
        :: state == GONE -> release(CLIENT); release(PROVIDER)
        :: else
        fi
    }
    if
    :: detaching -> detaching = false; call_detach(); finish()
    :: else
    fi
}

#define LOCALS bool last; bool here; bool mine; bool closing; bool bothEnd; mtype answer

/* One module registers; whoever comes later proposes the pair. */
proctype Registers(byte me) {
    LOCALS;
    bool peer;
    bool failed;
    bool asked;
    bool detaching;
    byte tries;
#if MUTANT == 6
    peer = joined[1 - me]; /* the scan is a step of its own */
    atomic { joined[me] = !ending[me]; peer = peer && joined[me] }
#else
    atomic { joined[me] = !ending[me]; peer = joined[me] && joined[1 - me] }
#endif
    atomic {
        peer = peer && !ending[CLIENT] && !ending[PROVIDER];
        if
        :: peer -> listed[CLIENT] = true; listed[PROVIDER] = true; callback = true; proposals++; running++
        :: else
        fi
    }
    if
    :: peer ->
        attach_provider();
        proposal_returned()
    :: else
    fi
}

/* One module deregisters, at any time, and awaits. */
proctype Closes(byte me) {
    LOCALS;
    bool was;
    bool first;
    atomic { waiting++; ending[me] = true; joined[me] = false }
    atomic { was = listed[me]; over[me] = over[me] || !was }
    if
    :: was ->
        atomic {
            first = state == ATTACHED;
            binding_on(DEREGISTER);
            if
            :: first -> side_on(CLIENT, CALL); callback = true
            :: else -> closing = guard == GUARD_SHUT
            fi
        }
        if
        :: first -> first = false; call_detach()
        :: else
        fi
        finish()
    :: else
    fi
    over[me]; /* blocks: await */
    atomic {
        waiting--;
        returned(revoked || (running == 0 && !inside));
        returned(revoked || (cleaned[CLIENT] == attached[CLIENT] && cleaned[PROVIDER] == attached[PROVIDER]))
    }
}

#ifdef DETACHES
/* A side ends this binding alone, at any time from the proposal on, and awaits. */
proctype Detaches() {
    LOCALS;
    bool was;
    bool first;
end_never_proposed:
    atomic { proposals == 1; waiting++; was = listed[CLIENT]; wanted = was; alone = !was }
    if
    :: was ->
        atomic {
            first = state == ATTACHED;
            binding_on(DETACH);
            if
            :: first -> side_on(CLIENT, CALL); callback = true
            :: else -> closing = guard == GUARD_SHUT
            fi
        }
        if
        :: first -> first = false; call_detach()
        :: else
        fi
        finish()
    :: else
    fi
    alone; /* blocks: await */
    atomic {
        waiting--;
        returned(running == 0 && !inside);
        returned(cleaned[CLIENT] == attached[CLIENT] && cleaned[PROVIDER] == attached[PROVIDER])
    }
}
#endif

/* One module says that its side is done, at any time after it was attached, also before detach. */
proctype Completes(byte me) {
    LOCALS;
end_never_attached:
    attached[me];
    atomic {
        if
        :: HAS_COMPLETED(me) && side[me] != REVOKED && side[me] != CALLED_REVOKED -> last = false /* throws */
#if MUTANT == 2
        :: side[me] == CALLED -> last = false /* forgotten */
#endif
        :: else ->
            side_on(me, COMPLETE);
            if
            :: HAS_COMPLETED(me) -> shut(me)
            :: else
            fi
            begin_cleanup_if_done()
        fi
        here = last
    }
    finish();
    atomic { last = here; here = false }
    call_cleanup()
}

/* The client calls once. */
proctype Calls() {
    LOCALS;
end_never_attached:
    attached[CLIENT];
    used = true;
    if
    :: guard == GUARD_OPEN ->
        count++;
        if
        :: atomic { guard == GUARD_OPEN -> inside = true }
            inside = false
        :: else
        fi
        count--;
        if
        :: guard != GUARD_OPEN && MUTANT != 7 -> left()
        :: else
        fi
    :: else
    fi
}

#ifdef REVOCATION
/* The revocation of a binding that holds up an end. */
proctype Revokes() {
    LOCALS;
end_nothing_to_revoke:
    atomic {
        state != ATTACHED && state != GONE && listed[CLIENT] && (ending[CLIENT] || ending[PROVIDER]);
        revoked = true;
        side_on(CLIENT, REVOKE);
        side_on(PROVIDER, REVOKE);
        shut(CLIENT);
        shut(PROVIDER);
        if
        :: callback -> release(CLIENT); release(PROVIDER)
        :: else
        fi
    }
    finish();
    atomic {
        mine = guard == GUARD_SHUT || guard == GUARD_DRAINING;
        guard = (mine -> GUARD_DRAINED : guard)
    }
    if
    :: mine -> drained()
    :: else
    fi
    drained()
}
#endif

/* Checks what is left when no process can go on. A process that still waits is an invalid end state of its own. */
proctype Rest() {
    timeout;
    atomic {
        one(proposals <= 1);
        one(proposals == 1 || !joined[CLIENT] || !joined[PROVIDER]);
        if
        :: waiting == 0 && state != ATTACHED ->
            one(proposals == 0 || state == GONE);
            one(detached[CLIENT] == attached[CLIENT] && cleaned[CLIENT] == attached[CLIENT]);
            one(detached[PROVIDER] == attached[PROVIDER] && cleaned[PROVIDER] == attached[PROVIDER])
        :: else -> one(cleanups[CLIENT] + cleanups[PROVIDER] == 0 || waiting > 0)
        fi
    }
}

init {
    atomic {
        run Registers(CLIENT);
        run Registers(PROVIDER);
        run Completes(CLIENT);
#ifdef CALLS
        run Calls();
#else
        run Completes(PROVIDER);
#endif
        run Rest();
        if
        :: run Closes(CLIENT)
        :: run Closes(PROVIDER)
        :: run Closes(CLIENT); run Closes(PROVIDER)
        :: skip
        fi
#ifdef DETACHES
        run Detaches();
#endif
#ifdef REVOCATION
        run Revokes()
#endif
    }
}
