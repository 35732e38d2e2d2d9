// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What bnd has made for tools that edit the configuration. */
class SettingsMetatypeTest {
    private static final String FILE = "/OSGI-INF/metatype/" + SettingsMetatype.class.getName() + ".xml";

    private Document description;

    @BeforeEach
    void parse() throws Exception {
        try (InputStream file = SettingsMetatype.class.getResourceAsStream(FILE)) {
            description =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
        }
    }

    private Stream<Element> elements(String name) {
        var found = description.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    @Test
    void attributes_areTheKeysThatAreRead() {
        Set<String> read = new TreeSet<>();
        Settings.read(key -> {
            read.add(key);
            return null;
        });
        assertEquals(
                read,
                elements("AD").map(each -> each.getAttribute("id")).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void attributes_areExplainedAndHaveNoDefault() {
        elements("AD").forEach(each -> {
            assertEquals("false", each.getAttribute("required"), each.getAttribute("id"));
            assertFalse(each.hasAttribute("default"), each.getAttribute("id"));
            assertFalse(each.getAttribute("description").isEmpty(), each.getAttribute("id"));
        });
    }

    @Test
    void designate_isThePid() {
        assertEquals(
                List.of(Keys.PID),
                elements("Designate").map(each -> each.getAttribute("pid")).toList());
    }
}
