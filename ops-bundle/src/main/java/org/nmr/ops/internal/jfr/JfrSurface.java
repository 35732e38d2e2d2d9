// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jfr;

import java.util.EnumSet;
import java.util.Set;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.nmr.diagnostics.EventKind;
import org.nmr.ops.internal.Hearing;
import org.nmr.ops.internal.OpsActivator.Surface;
import org.osgi.framework.BundleContext;

/**
 * Writes the events of the registrar while a recording wants them. While none does, the registrar makes no events, and
 * the Flight Recorder is not even started.
 */
public final class JfrSurface implements Surface, FlightRecorderListener {
    private static final System.Logger LOG = System.getLogger("org.nmr.ops");

    private final RecordedEvents events = EventLoader.load();
    private final Hearing hearing;

    /** Guarded by this. */
    private boolean registered;

    /** Guarded by this. */
    private boolean closed;

    /** Opens it. */
    public JfrSurface(BundleContext context) {
        this.hearing = new Hearing(context, events::write);
        if (FlightRecorder.isAvailable()) {
            FlightRecorder.addListener(this);
            look();
        }
    }

    /** The recorder calls this with its lock, so what it leads to runs on another thread. */
    @Override
    public void recordingStateChanged(Recording recording) {
        RecordingState state = recording.getState();
        if (state == RecordingState.RUNNING || state == RecordingState.STOPPED || state == RecordingState.CLOSED) {
            Thread look = new Thread(this::look, "nmr-jfr");
            look.setDaemon(true);
            look.start();
        }
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        register(); // so that the settings of a recording find the events
    }

    private void look() {
        try {
            hearing.want(enabled());
        } catch (IllegalStateException stopped) {
            LOG.log(System.Logger.Level.DEBUG, "the bundle has stopped before a change of a recording", stopped);
        }
    }

    private Set<EventKind> enabled() {
        Set<EventKind> enabled = EnumSet.noneOf(EventKind.class);
        if (FlightRecorder.isInitialized() && register()) {
            for (EventKind kind : EventKind.values()) {
                if (EventType.getEventType(events.type(kind)).isEnabled()) {
                    enabled.add(kind);
                }
            }
        }
        return enabled;
    }

    /** Returns whether the recorder knows the events. */
    private synchronized boolean register() {
        if (!registered && !closed) {
            for (EventKind kind : EventKind.values()) {
                FlightRecorder.register(events.type(kind));
            }
            registered = true;
        }
        return registered;
    }

    private synchronized void unregister() {
        closed = true;
        if (registered) {
            for (EventKind kind : EventKind.values()) {
                FlightRecorder.unregister(events.type(kind));
            }
            registered = false;
        }
    }

    @Override
    public void close() {
        if (FlightRecorder.isAvailable()) {
            FlightRecorder.removeListener(this);
        }
        hearing.close();
        unregister();
    }
}
