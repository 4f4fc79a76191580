import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the archive for Android (AAR): the classes of the Kotlin package, and the native library for each processor of phones, in the
 * build that leaves the embedded runtime out.
 *
 * <pre>java bindings-swift/kotlin/tools/AndroidArchive.java [--dry-run] [--libraries FOLDER] [--output FOLDER]</pre>
 *
 * Needs rustup, Maven, and the Android NDK (r27 or newer) at ANDROID_NDK_HOME. {@code --dry-run} prints the steps. {@code --libraries}
 * takes libraries that were built before, as {@code FOLDER/<ABI>/libsteersman_native.so}, and classes that Maven compiled before; it
 * needs no NDK. Run it at the root of the project.
 */
public final class AndroidArchive {
    /** The oldest Android: java.time and CompletableFuture are there from it on. */
    static final int API_LEVEL = 26;
    static final String LIBRARY = "libsteersman_native.so";
    static final Path PACKAGE = Path.of("bindings-swift/kotlin");

    /** A processor: what Android, Rust and the NDK call it. */
    record Processor(String abi, String target, String clang) {
        String variable() {
            return target.replace('-', '_').toUpperCase(Locale.ROOT);
        }
    }

    static final List<Processor> PROCESSORS = List.of(
        new Processor("arm64-v8a", "aarch64-linux-android", "aarch64-linux-android"),
        new Processor("armeabi-v7a", "armv7-linux-androideabi", "armv7a-linux-androideabi"),
        new Processor("x86_64", "x86_64-linux-android", "x86_64-linux-android"));

    /** Something to do, and why. */
    record Step(String why, String shown, Work work) {
        interface Work {
            void run() throws IOException, InterruptedException;
        }
    }

    /** What ends the tool with a message. */
    static final class Stop extends RuntimeException {
        Stop(String message) {
            super(message);
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final Path output;

    private AndroidArchive(Path output) {
        this.output = output;
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            boolean dry = false;
            Path libraries = null;
            Path output = Path.of("target/android");
            for (int at = 0; at < arguments.length; at++) {
                switch (arguments[at]) {
                    case "--dry-run" -> dry = true;
                    case "--libraries" -> libraries = Path.of(value(arguments, ++at));
                    case "--output" -> output = Path.of(value(arguments, ++at));
                    default -> throw new Stop("unknown argument " + arguments[at]
                        + "\n next: AndroidArchive.java [--dry-run] [--libraries FOLDER] [--output FOLDER]");
                }
            }
            AndroidArchive archive = new AndroidArchive(output);
            archive.plan(libraries, dry);
            archive.run(dry);
        } catch (IOException | Stop problem) {
            System.err.println("error: " + problem.getMessage());
            System.exit(1);
        }
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new Stop(arguments[at - 1] + " needs a folder");
        }
        return arguments[at];
    }

    private void plan(Path libraries, boolean dry) throws IOException {
        String pom = Files.readString(PACKAGE.resolve("pom.xml"));
        String version = first(pom, "<version>([^<]+)</version>");
        Path jni = libraries != null ? libraries : output.resolve("jni");
        if (libraries == null) {
            build(jni, dry);
            command("the code that reaches the library", Map.of(), PACKAGE + "/scripts/build.sh");
            command("the classes", Map.of(), "mvn", "--batch-mode", "--quiet", "--file", PACKAGE + "/pom.xml", "-DskipTests", "package");
        }
        Path classes = output.resolve("classes.jar");
        step("the classes, without the libraries of other platforms", classes.toString(), () -> {
            Map<String, Path> content = new TreeMap<>();
            files(PACKAGE.resolve("target/classes"), content, "", path -> path.endsWith(".class") || path.startsWith("META-INF/"));
            if (content.isEmpty()) {
                throw new Stop(PACKAGE + "/target/classes is empty\n next: mvn --file " + PACKAGE + "/pom.xml package");
            }
            zip(classes, content, Map.of());
        });
        Path archive = output.resolve("steersman-" + version + ".aar");
        step("the archive", archive.toString(), () -> {
            Map<String, Path> content = new TreeMap<>();
            content.put("classes.jar", classes);
            for (Processor processor : PROCESSORS) {
                Path library = jni.resolve(processor.abi()).resolve(LIBRARY);
                if (!Files.isRegularFile(library)) {
                    throw new Stop("there is no " + library);
                }
                content.put("jni/" + processor.abi() + "/" + LIBRARY, library);
            }
            zip(archive, content, Map.of("AndroidManifest.xml", MANIFEST, "R.txt", "", "proguard.txt", RULES));
        });
        Path description = output.resolve("steersman-" + version + ".pom");
        step("what it depends on: as the jar, but JNA as an archive for Android", description.toString(), () ->
            Files.writeString(description, forAndroid(pom)));
    }

    private void build(Path jni, boolean dry) {
        String ndk = System.getenv("ANDROID_NDK_HOME");
        if (ndk == null && !dry) {
            throw new Stop("ANDROID_NDK_HOME is not set\n next: install the Android NDK, r27 or newer, and set it to its folder");
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String host = system.startsWith("mac") ? "darwin-x86_64" : system.startsWith("windows") ? "windows-x86_64" : "linux-x86_64";
        String tools = (ndk == null ? "$ANDROID_NDK_HOME" : ndk) + "/toolchains/llvm/prebuilt/" + host + "/bin/";
        List<String> add = new ArrayList<>(List.of("rustup", "target", "add"));
        PROCESSORS.forEach(processor -> add.add(processor.target()));
        command("Rust's standard library for each processor", Map.of(), add.toArray(String[]::new));
        for (Processor processor : PROCESSORS) {
            String clang = tools + processor.clang() + API_LEVEL + "-clang";
            String target = processor.target().replace('-', '_');
            // Phones with pages of 16 kB load nothing that is aligned to less.
            Map<String, String> environment = new TreeMap<>(Map.of(
                "CC_" + target, clang,
                "AR_" + target, tools + "llvm-ar",
                "CARGO_TARGET_" + processor.variable() + "_LINKER", clang,
                "CARGO_TARGET_" + processor.variable() + "_RUSTFLAGS", "-C link-arg=-Wl,-z,max-page-size=16384"));
            command("the library for " + processor.abi(), environment, "cargo", "build", "--locked", "--package", "steersman-native",
                "--profile", "dist", "--no-default-features", "--target", processor.target());
            Path built = Path.of("target", processor.target(), "dist", LIBRARY);
            Path place = jni.resolve(processor.abi()).resolve(LIBRARY);
            step("its place", place.toString(), () -> {
                Files.createDirectories(place.getParent());
                Files.copy(built, place, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            });
        }
    }

    private void run(boolean dry) throws IOException, InterruptedException {
        for (int at = 0; at < steps.size(); at++) {
            Step step = steps.get(at);
            System.out.printf("[%d/%d] %s%n    %s%n", at + 1, steps.size(), step.why(), step.shown());
            if (!dry) {
                step.work().run();
            }
        }
    }

    private void step(String why, String shown, Step.Work work) {
        steps.add(new Step(why, shown, work));
    }

    private void command(String why, Map<String, String> environment, String... words) {
        StringBuilder shown = new StringBuilder();
        environment.forEach((name, value) -> shown.append(name).append("='").append(value).append("' "));
        shown.append(String.join(" ", words));
        step(why, shown.toString(), () -> {
            ProcessBuilder process = new ProcessBuilder(words).inheritIO();
            process.environment().putAll(environment);
            if (process.start().waitFor() != 0) {
                throw new Stop("`" + String.join(" ", words) + "` failed");
            }
        });
    }

    interface Choice {
        boolean takes(String path);
    }

    private static void files(Path folder, Map<String, Path> into, String prefix, Choice choice) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList()) {
                String name = prefix + folder.relativize(path).toString().replace('\\', '/');
                if (choice.takes(name)) {
                    into.put(name, path);
                }
            }
        }
    }

    /** The same content makes the same archive: names in order, and no times. */
    private static void zip(Path archive, Map<String, Path> files, Map<String, String> texts) throws IOException {
        Files.createDirectories(archive.getParent());
        Map<String, Path> ordered = new TreeMap<>(files);
        texts.keySet().forEach(name -> ordered.put(name, null));
        try (OutputStream out = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, Path> item : ordered.entrySet()) {
                ZipEntry entry = new ZipEntry(item.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(item.getValue() == null ? texts.get(item.getKey()).getBytes() : Files.readAllBytes(item.getValue()));
                zip.closeEntry();
            }
        }
    }

    /** The description of the jar, made one of the archive. */
    private static String forAndroid(String pom) {
        String dependencies = first(pom, "(?s)(<dependencies>.*?</dependencies>)")
            .replaceAll("(?s)\\s*<dependency>(?:(?!</dependency>).)*<scope>test</scope>\\s*</dependency>", "")
            .replaceAll("(<artifactId>jna</artifactId>\\s*<version>[^<]+</version>)", "$1\n      <type>aar</type>")
            .replace("${kotlin.version}", first(pom, "<kotlin.version>([^<]+)</kotlin.version>"));
        String head = first(pom, "(?s)^(.*?)\\s*<properties>").replace("<version>", "<packaging>aar</packaging>\n  <version>");
        return head + "\n\n  " + dependencies + "\n</project>\n";
    }

    private static String first(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new Stop(PACKAGE + "/pom.xml has nothing like " + pattern);
        }
        return matcher.group(1);
    }

    static final String MANIFEST = """
        <manifest xmlns:android="http://schemas.android.com/apk/res/android" package="dev.steersman">
          <uses-sdk android:minSdkVersion="%d" />
          <uses-permission android:name="android.permission.INTERNET" />
        </manifest>
        """.formatted(API_LEVEL);

    /** What a shrinker must leave alone: JNA and the generated code find each other by name. */
    static final String RULES = """
        -keep class com.sun.jna.** { *; }
        -keep class dev.steersman.ffi.** { *; }
        -dontwarn java.awt.**
        """;
}
