// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that has the page open, and what a user does there. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    /** Returns the program of this name, if it is installed. */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path chromium, Path chromedriver) throws IOException {
        Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "browser-profile");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability("goog:loggingPrefs", logging);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en",
                "--user-data-dir=" + profile.toAbsolutePath());
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .build(),
                options);
        driver.manage().window().setSize(new Dimension(1200, 900));
    }

    /** Opens the page as somebody who has logged in before. */
    void open(Console console) {
        driver.get(console.address(/* withUser= */ true));
        driver.get(console.address(/* withUser= */ false));
        awaitText("#nmr-state", "Live");
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Returns the button of a name for those who hear it, such as "Revoke binding 1-1". */
    WebElement button(String label) {
        return driver.findElement(By.cssSelector("#nmr button[aria-label='" + label + "']"));
    }

    /** Returns the text, also of what is out of view. */
    String text(String css) {
        return String.valueOf(script("return document.querySelector(arguments[0])?.textContent ?? ''", css));
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void awaitText(String css, String part) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .withMessage(() -> "expected \"" + part + "\" in " + css + ", was \"" + text(css) + "\"")
                .until(any -> text(css).contains(part));
    }

    void awaitNot(String css, String part) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .withMessage(() -> "expected no \"" + part + "\" in " + css + ", was \"" + text(css) + "\"")
                .until(any -> !text(css).contains(part));
    }

    /** Types the text instead of the filter that is there. */
    void filter(String text) {
        WebElement filter = find("#nmr-filter");
        filter.clear();
        if (!text.isEmpty()) {
            filter.sendKeys(text);
        }
    }

    /** Writes what can be seen of the page, from an element on. */
    void screenshot(String name, String from, int height) throws IOException {
        driver.manage().window().setSize(new Dimension(1200, height));
        script("document.querySelector(arguments[0]).scrollIntoView()", from);
        Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
        Files.write(folder.resolve(name), driver.getScreenshotAs(OutputType.BYTES));
        driver.manage().window().setSize(new Dimension(1200, 900));
    }

    /** Returns the errors that the browser has noted since the last time, but for those of the console's own frame. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("inline script"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
