// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records a session at the prompt of {@code ./nmr run --sample stuck}, as the picture {@code docs/stuck.svg} that the
 * README shows. In the folder of the clone:
 *
 * <pre>java docs/record/Record.java docs/stuck.svg</pre>
 *
 * <p>The program {@code script} of util-linux makes the terminal. What is typed is below; everything else on the screen
 * is what the runtime has printed, at the time when it did. Only the waits are cut to two seconds.
 */
final class Record {
    private static final int COLUMNS = 110;
    private static final int ROWS = 26;
    private static final String PROMPT = "g! ";
    private static final String CTRL_C = "\u0003";

    private final Screen screen = new Screen(COLUMNS, ROWS);
    private final List<Frame> frames = Collections.synchronizedList(new ArrayList<>());
    private final StringBuffer printed = new StringBuffer();

    /** What is on the screen from a time on, in milliseconds. */
    private record Frame(long time, List<String> lines) {}

    public static void main(String... arguments) throws Exception {
        Path picture = Path.of(arguments.length == 0 ? "docs/stuck.svg" : arguments[0]);
        Path load = Files.createTempDirectory("record-");
        Record record = new Record();
        record.run(load);
        Files.delete(load);
        Files.writeString(picture, record.svg());
    }

    private void run(Path load) throws IOException, InterruptedException {
        String command = "stty rows " + ROWS + " cols " + COLUMNS + "; exec ./nmr run --sample stuck --load " + load;
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", command, "/dev/null").redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        Process process = builder.start();
        Thread reader = new Thread(() -> read(process.inputReader()));
        reader.start();
        Writer keys = process.outputWriter();
        await(PROMPT);
        type(keys, "stop org.nmr.sample.st", "\t", "\n");
        await(": 3 s, ");
        type(keys, CTRL_C);
        await("goes on");
        type(keys, "nmr:why", "\n");
        await(PROMPT);
        type(keys, "stuck:release", "\n");
        await(PROMPT);
        type(keys, "lb -s org.nmr.sample", "\n");
        await(PROMPT);
        type(keys, "exit", "\n");
        process.waitFor(60, TimeUnit.SECONDS);
        process.destroy();
        reader.join();
    }

    private void read(Reader output) {
        try {
            char[] some = new char[4096];
            for (int length = output.read(some); length >= 0; length = output.read(some)) {
                String text = new String(some, 0, length);
                screen.print(text);
                frames.add(new Frame(System.nanoTime() / 1_000_000, screen.lines()));
                printed.append(text);
            }
        } catch (IOException end) {
            return; // the terminal has gone with the program
        }
    }

    /** Blocks until a text was printed after the last one. */
    private void await(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (printed.indexOf(text) < 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("expected \"" + text + "\", but saw: " + printed);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.MILLISECONDS.sleep(700); // to be read
    }

    private void type(Writer keys, String... parts) throws IOException, InterruptedException {
        for (String part : parts) {
            printed.setLength(0);
            for (String keyed : part.split("(?<=[ :.])")) {
                keys.write(keyed);
                keys.flush();
                TimeUnit.MILLISECONDS.sleep(150);
            }
            TimeUnit.MILLISECONDS.sleep(400);
        }
    }

    private String svg() {
        List<Frame> shown = thinned();
        Map<String, Integer> texts = new LinkedHashMap<>();
        shown.forEach(frame -> frame.lines().forEach(line -> texts.putIfAbsent(line, texts.size())));
        return new Picture(COLUMNS, ROWS).of(shown.stream().map(Frame::lines).toList(), delays(shown), texts);
    }

    /** Leaves out what was on the screen for less than a tenth of a second, and what shows nothing new. */
    private List<Frame> thinned() {
        List<Frame> thinned = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            boolean isLast = i == frames.size() - 1;
            boolean isSeen = isLast || frames.get(i + 1).time() - frames.get(i).time() >= 100;
            boolean isNew = thinned.isEmpty()
                    || !thinned.get(thinned.size() - 1).lines().equals(frames.get(i).lines());
            if (isSeen && isNew) {
                thinned.add(frames.get(i));
            }
        }
        return thinned;
    }

    private static List<Long> delays(List<Frame> shown) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i + 1 < shown.size(); i++) {
            delays.add(Math.min(2000, shown.get(i + 1).time() - shown.get(i).time()));
        }
        delays.add(4000L);
        return delays;
    }

    /** As much of a terminal as the prompt uses. Colours are left out. */
    private static final class Screen {
        private final int columns;
        private final int rows;
        private final List<StringBuilder> lines = new ArrayList<>();
        private int row;
        private int column;
        private String control = "";

        Screen(int columns, int rows) {
            this.columns = columns;
            this.rows = rows;
            lines.add(new StringBuilder());
        }

        List<String> lines() {
            return lines.stream().map(line -> line.toString().stripTrailing()).toList();
        }

        void print(String text) {
            text.chars().forEach(next -> print((char) next));
        }

        private void print(char next) {
            if (!control.isEmpty()) {
                control += next;
                controlled(next);
            } else if (next == '\u001b') {
                control = "\u001b";
            } else if (next == '\n') {
                newLine();
            } else if (next == '\r') {
                column = 0;
            } else if (next == '\b') {
                column = Math.max(0, column - 1);
            } else if (next >= ' ') {
                put(next);
            }
        }

        private void put(char next) {
            if (column == columns) {
                column = 0;
                newLine();
            }
            StringBuilder line = lines.get(row);
            while (line.length() <= column) {
                line.append(' ');
            }
            line.setCharAt(column++, next);
        }

        private void newLine() {
            row++;
            if (row == lines.size()) {
                lines.add(new StringBuilder());
            }
            if (lines.size() > rows) {
                lines.remove(0);
                row--;
            }
        }

        private void controlled(char last) {
            if (control.length() == 2 && last == '[' || !Character.isLetter(last) && control.length() > 2) {
                return;
            }
            if (control.startsWith("\u001b[") && control.charAt(control.length() - 1) == last) {
                move(last, number(control.substring(2, control.length() - 1)));
            }
            control = "";
        }

        private static int number(String digits) {
            return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
        }

        private void move(char command, int count) {
            int steps = Math.max(1, count);
            switch (command) {
                case 'A' -> row = Math.max(0, row - steps);
                case 'B' -> row = Math.min(lines.size() - 1, row + steps);
                case 'C' -> column = Math.min(columns - 1, column + steps);
                case 'D' -> column = Math.max(0, column - steps);
                case 'G' -> column = Math.min(columns, steps) - 1;
                case 'K' -> lines.get(row).setLength(Math.min(lines.get(row).length(), column));
                case 'J' -> {
                    lines.get(row).setLength(Math.min(lines.get(row).length(), column));
                    lines.subList(row + 1, lines.size()).clear();
                }
                default -> {}
            }
        }
    }

    /** Each screen is shown for its time, over and over. A line that is on many screens is in the picture once. */
    private record Picture(int columns, int rows) {
        private static final double WIDTH = 7.8;
        private static final int HEIGHT = 17;

        String of(List<List<String>> screens, List<Long> delays, Map<String, Integer> texts) {
            long total = delays.stream().mapToLong(Long::longValue).sum();
            StringBuilder svg = new StringBuilder();
            svg.append(String.format(
                    Locale.ROOT,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\" font-size=\"13\""
                            + " font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\">%n"
                            + "<title>A stop that waits at the prompt of nmr run, and its cure</title>%n",
                    columns * WIDTH + 20, rows * HEIGHT + 20));
            svg.append("<style>text{fill:#d8dee9;white-space:pre}g{visibility:hidden}")
                    .append("g:last-of-type{visibility:visible}");
            long begin = 0;
            for (int i = 0; i < screens.size(); i++) {
                svg.append(keyframes(i, begin, delays.get(i), total));
                begin += delays.get(i);
            }
            svg.append("@media(prefers-reduced-motion:reduce){svg g{animation:none!important}}");
            svg.append("</style>\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#1f2430\"/>\n<defs>\n");
            texts.forEach((text, id) -> svg.append("<text id=\"t" + id + "\" xml:space=\"preserve\">" + escaped(text)
                    + "</text>\n"));
            svg.append("</defs>\n");
            for (int i = 0; i < screens.size(); i++) {
                svg.append(screen(i, screens.get(i), texts));
            }
            return svg.append("</svg>\n").toString();
        }

        private static String keyframes(int number, long begin, long delay, long total) {
            String hidden = number == 0 ? "" : "0%{visibility:hidden}";
            String visible = percent(begin, total) + "{visibility:visible}";
            String after = begin + delay == total ? "" : percent(begin + delay, total) + "{visibility:hidden}";
            return String.format(
                    Locale.ROOT,
                    "@keyframes k%1$d{%2$s%3$s%4$s}#s%1$d{animation:k%1$d %5$.1fs step-end infinite}%n",
                    number, hidden, visible, after, total / 1000.0);
        }

        private static String percent(long part, long total) {
            return String.format(Locale.ROOT, "%.3f%%", 100.0 * part / total);
        }

        private static String screen(int number, List<String> lines, Map<String, Integer> texts) {
            StringBuilder screen = new StringBuilder("<g id=\"s" + number + "\">");
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isEmpty()) {
                    screen.append("<use href=\"#t" + texts.get(lines.get(i)) + "\" x=\"10\" y=\""
                            + (22 + i * HEIGHT) + "\"/>");
                }
            }
            return screen.append("</g>\n").toString();
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }
}
