// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.DetachedException;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.testkit.Listening;
import org.nmr.testkit.PlainRegistrar;

/** The examples do what the user guide says. */
class ExamplesTest {
    @RegisterExtension
    final PlainRegistrar registrar = new PlainRegistrar();

    private final NetworkModuleRegistrar owner = registrar.open("org.example");

    @Test
    void greet_whileAGreeterIsThere_isAnswered() throws Exception {
        GreetingComponent client = new GreetingComponent();
        ModuleRegistrations provider = owner.openModule("greeter");
        new GreeterActivator().register(provider);
        client.register(owner.openModule("greeting"));
        assertEquals(Optional.of("Hello World"), client.greet("World"));

        provider.close();
        assertEquals(Optional.empty(), client.greet("World"));

        new GreeterActivator().register(owner.openModule("greeter again"));
        assertEquals(Optional.of("Hello again"), client.greet("again"));
    }

    @Test
    void join_roomOfAnOlderVersion_attachesWithTheClassicDispatch() {
        List<String> modern = new ArrayList<>();
        List<String> classic = new ArrayList<>();
        Chat.openRoom(owner.openModule("room"), 1);
        Chat.join(owner.openModule("guest"), guest(2, modern), guest(1, classic));
        assertEquals(List.of(), modern);
        assertEquals(List.of("echo: hi"), classic);
    }

    @Test
    void roomSession_guestLeaves_saysGoodbyeAfterTheGuestsLastCall() {
        List<String> heard = new ArrayList<>();
        owner.registerProvider(ProviderCharacteristics.of(Chat.NPI, proposal -> {
            Binding<Chat.Guest> side = proposal.binding();
            return Answer.accept(new RoomSession(side), text -> side.dispatch().heard(text));
        }));
        List<Binding<Chat.Room>> rooms = new ArrayList<>();
        Registration guest = owner.registerClient(ClientCharacteristics.of(Chat.NPI, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE, guest(1, heard)).attached());
            rooms.add(proposal.binding());
        }));
        try (Call<Chat.Room> call = rooms.get(0).enter()) {
            assertFalse(guest.deregister().isComplete());
            call.dispatch().say("last word");
        }
        assertEquals(List.of("last word", "goodbye"), heard);
    }

    /** Whatever registers when it starts, needs a stop that unloads [C-58]. */
    @Test
    void stop_byHand_endsBothRegistrations() throws Exception {
        GreetingComponent client = new GreetingComponent();
        client.register(owner.openModule("greeting"));
        ByHand module = new ByHand(owner);
        assertEquals(Optional.of("Good morning Ann"), client.greet("Ann"));
        module.stop();
        assertEquals(Optional.empty(), client.greet("Ann"));
    }

    @Test
    void retireCurt_oneOfTwoByHand_endsItAloneAndStopEndsTheRest() throws Exception {
        GreetingComponent client = new GreetingComponent();
        client.register(owner.openModule("greeting"));
        ByHand module = new ByHand(owner);
        assertTrue(module.retireCurt(Duration.ZERO));
        assertEquals(Optional.of("Good morning Ann"), client.greet("Ann"));
        module.stop();
        assertEquals(Optional.empty(), client.greet("Ann"));
    }

    @Test
    void survey_ofTwoLanguages_oneObjectEndsEachClientByItself() {
        Choosing.publish(owner.openModule("english"), name -> "Hello " + name, "en", 0);
        Survey survey = new Survey();
        survey.register(owner.openModule("survey"), List.of("en", "de"));
        assertEquals(Map.of("en", "Hello World"), survey.greetings());
        assertTrue(survey.isOver());

        Choosing.publish(owner.openModule("german"), name -> "Guten Tag " + name, "de", 0);
        assertEquals(Map.of("en", "Hello World", "de", "Guten Tag World"), survey.greetings());
        assertTrue(survey.isOver());
    }

    @Test
    void news_providerThatIsNotCalled_reachesItsReadersWhileTheyAreThere() {
        News news = new News();
        news.register(owner.openModule("news"));
        List<String> read = new ArrayList<>();
        ModuleRegistrations reader = owner.openModule("reader");
        News.subscribe(reader, read::add);
        news.publish("rain");
        reader.close();
        news.publish("sun");
        assertEquals(List.of("rain"), read);
    }

    private static Chat.Guest guest(int version, List<String> heard) {
        return new Chat.Guest() {
            @Override
            public int version() {
                return version;
            }

            @Override
            public void heard(String text) {
                heard.add(text);
            }
        };
    }

    @Test
    void classicSession_noCallInFlight_detachesAtOnceAndGreetsNoMore() throws Exception {
        List<ClassicSession> sessions = new ArrayList<>();
        owner.registerClient(ClientCharacteristics.of(Greeter.NPI, proposal -> {
            ClassicSession session = new ClassicSession(proposal.binding());
            assertTrue(proposal.attach(session).attached());
            sessions.add(session);
        }));
        ModuleRegistrations provider = owner.openModule("greeter");
        new GreeterActivator().register(provider);
        assertEquals(Optional.of("Hello Ann"), sessions.get(0).greet("Ann"));
        provider.close();
        assertEquals(Optional.empty(), sessions.get(0).greet("Ann"));
    }

    @Test
    void greetTwice_attached_makesBothCalls() throws Exception {
        List<Binding<Greeter>> bindings = new ArrayList<>();
        owner.registerClient(ClientCharacteristics.of(Greeter.NPI, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE).attached());
            bindings.add(proposal.binding());
        }));
        new GreeterActivator().register(owner.openModule("greeter"));
        assertEquals("Hello Ann, Hello Ann", HandCounted.greetTwice(bindings.get(0), "Ann"));
    }

    @Test
    void capture_greeterIsThere_greetsAndGivesItBack() throws Exception {
        ModuleRegistrations provider = owner.openModule("greeter");
        new GreeterActivator().register(provider);
        assertEquals("Hello Ann", JustNow.greet(owner.openModule("visitor"), "Ann"));
        assertTrue(provider.unload().isComplete());

        ModuleRegistrations stopping = owner.openModule("stopping");
        stopping.close();
        assertTrue(JustNow.greet(stopping, "Ann").startsWith("no greeter: "));
    }

    @Test
    void keptGreeter_greeterLeaves_knowsIt() throws Exception {
        ModuleRegistrations provider = owner.openModule("greeter");
        new GreeterActivator().register(provider);
        try (var capture = owner.capture(CaptureRequest.of(Greeter.NPI), Duration.ZERO)) {
            KeptGreeter greeter = new KeptGreeter(capture);
            assertEquals(Optional.of("Hello Ann"), greeter.greet("Ann"));
            provider.close();
            assertTrue(greeter.isGoing());
            assertEquals(Optional.empty(), greeter.greet("Ann"));
        }
    }

    @Test
    void showOut_oneGuest_leavesTheOthers() {
        Doorkeeper keeper = new Doorkeeper();
        keeper.register(owner.openModule("room"));
        List<Binding<Chat.Room>> rooms = new ArrayList<>();
        List<Registration> guests = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            guests.add(owner.registerClient(ClientCharacteristics.of(Chat.NPI, proposal -> {
                proposal.attach(BindingContext.NONE, guest(1, new ArrayList<>()));
                rooms.add(proposal.binding());
            })));
        }
        keeper.showOut(guests.get(0).instance().id());
        assertThrows(DetachedException.class, rooms.get(0)::dispatch);
        rooms.get(1).dispatch().say("hi");
    }

    @Test
    void census_greetersComeAndGo_areCounted() throws Exception {
        Census census = new Census();
        try (Listening listening = registrar.listen(census)) {
            new GreeterActivator().register(owner.openModule("greeter"));
            ModuleRegistrations second = owner.openModule("second");
            new GreeterActivator().register(second);
            second.close();
        }
        assertEquals(1, census.providers(Greeter.NPI.id()));
    }

    @Test
    void choosing_greeterLeaves_greetsThroughTheNextBestOfItsLanguage() {
        Choosing client = new Choosing();
        ModuleRegistrations polite = owner.openModule("polite");
        Choosing.publish(polite, name -> "Good morning " + name, "en", 10);
        Choosing.publish(owner.openModule("german"), name -> "Guten Tag " + name, "de", 20);
        Choosing.publish(owner.openModule("curt"), name -> name + ".", "en", 0);
        client.register(owner.openModule("greeting"));
        assertEquals(Optional.of("Good morning Ann"), client.greet("Ann"));
        polite.close();
        assertEquals(Optional.of("Ann."), client.greet("Ann"));
    }
}
