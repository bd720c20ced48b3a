package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real launcher in a clone of its own, with a Maven and a JDK that only write down their use.
 */
class LauncherTest {
  private static final List<String> MODULES =
      List.of("agents", "transcript", "workflows", "activities", "client", "worker", "cli");

  @TempDir private Path folder;
  private Path clone = Path.of("none");
  private Path bin = Path.of("none");

  @BeforeEach
  void makeClone() throws IOException {
    clone = Files.createDirectories(folder.resolve("a clone"));
    bin = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Parts.root().resolve("parley"), clone.resolve("parley"));
    Files.writeString(clone.resolve("pom.xml"), "<project/>");
    for (String module : MODULES) {
      Path sources = Files.createDirectories(clone.resolve(module).resolve("src/main"));
      Files.writeString(sources.resolve("A.java"), "class A {}");
      Files.writeString(clone.resolve(module).resolve("pom.xml"), "<project/>");
    }
    maven("mkdir -p cli/target/parley/lib && : >cli/target/parley/lib/parley-cli.jar");
  }

  /** The class-data archive is made in the background: until it is there the folder cannot go. */
  @AfterEach
  void letTrainingEnd() throws IOException {
    if (Files.isDirectory(clone.resolve("cli/target/parley"))) {
      await().until(() -> !archives().contains(".d"));
    }
  }

  @Test
  void argumentsReachJavaUntouchedFromAnyFolderAndThroughALink() throws Exception {
    Path jdk = jdk(folder.resolve("my jdk"), "21.0.1");
    Path link = Files.createSymbolicLink(bin.resolve("link"), clone.resolve("parley"));

    Said said = run(link, Map.of("JAVA_HOME", jdk.toString()), "run", "a \"b\" $c", "@file", "");

    assertThat(said.code()).isEqualTo(0);
    assertThat(said.out())
        .contains("java of 21.0.1")
        .contains("<-Dparley.root=" + clone.toRealPath() + ">")
        .contains("<dev.parley.cli.Main><run><a \"b\" $c><@file><>")
        .contains("umask 0077");
  }

  @Test
  void itBuildsOnlyWhenSomethingIsNewer() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", jdk(folder.resolve("j"), "25").toString());
    Said first = run(environment);
    Said second = run(environment);
    age(clone.resolve("cli/target/parley/built"), 10);
    age(clone.resolve("worker/src/main/A.java"), 5);
    Said third = run(environment);
    Files.writeString(clone.resolve("cli/src/main/New.java"), "class New {}");
    Said fourth = run(environment);

    assertThat(first.err()).contains("Building Parley: agents cli, ");
    assertThat(second.err()).doesNotContain("Building");
    assertThat(third.err()).contains("Building Parley");
    assertThat(fourth.err()).contains("Building Parley");
    assertThat(run(environment).err()).doesNotContain("Building");
  }

  @Test
  void theClassDataArchiveIsMadeOnceForEachJdk() throws Exception {
    Path old = jdk(folder.resolve("old"), "21.0.1");
    Path young = jdk(folder.resolve("young"), "25.0.3");

    for (Path jdk : List.of(old, young)) {
      var first = run(Map.of("JAVA_HOME", jdk.toString()));
      assertThat(first.code()).isZero();
      await().until(() -> archives().contains(PrivateFiles.name(jdk)));
      Files.writeString(folder.resolve("java.log"), "");
      assertThat(run(Map.of("JAVA_HOME", jdk.toString())).log()).doesNotContain("Training");
    }
    assertThat(archives()).doesNotContain(".d");
  }

  @Test
  void anArchiveOfOtherJarsIsMadeAnew() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", jdk(folder.resolve("j"), "25").toString());
    var first = run(environment);
    assertThat(first.code()).isZero();
    await().until(() -> archives().equals("[j.jsa]"));
    // As after a build that was not the launcher's.
    try (var everything = Files.walk(clone)) {
      for (Path one : everything.toList()) {
        age(one, 20);
      }
    }
    age(clone.resolve("cli/target/parley/built"), 15);
    age(archive(), 10);
    age(clone.resolve("cli/target/parley/lib/parley-cli.jar"), 5);

    assertThat(run(environment).err()).isEmpty();

    await().until(() -> archives().equals("[j.jsa]"));
    assertThat(Files.getLastModifiedTime(archive()).toInstant())
        .isAfter(Instant.now().minusSeconds(5));
  }

  private Path archive() throws IOException {
    try (var files = Files.list(clone.resolve("cli/target/parley"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
  }

  private String archives() throws IOException {
    try (var files = Files.list(clone.resolve("cli/target/parley"))) {
      return files
          .map(PrivateFiles::name)
          .filter(name -> name.contains(".jsa"))
          .map(name -> name.endsWith(".jsa") ? name.replaceAll(".*_", "") : ".d")
          .toList()
          .toString();
    }
  }

  @Test
  void aJavaHomeThatIsTooOldIsPassedOverForTheNewestJdk() throws Exception {
    Path old = jdk(folder.resolve("old"), "17.0.15");
    var middle = jdk(folder.resolve(".jdks/middle"), "98.0.1");
    var newest = jdk(folder.resolve(".sdkman/candidates/java/newest"), "99.0.1");
    assertThat(List.of(middle, newest)).allMatch(Files::isDirectory);

    Said said = run(Map.of("JAVA_HOME", old.toString()));

    assertThat(said.out()).contains("java of 99.0.1");
  }

  @Test
  void aFailedBuildShowsTheErrorAndWhereTheRestIs() throws Exception {
    maven("echo '[ERROR] A.java:[1,1] missing semicolon'; exit 1");

    Said said = run(Map.of("JAVA_HOME", jdk(folder.resolve("j"), "25").toString()));

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err())
        .contains("[ERROR] A.java:[1,1] missing semicolon")
        .contains(
            "the build failed; all it said is in " + clone.toRealPath() + "/cli/target/build.log");
    assertThat(said.out()).isEmpty();
    assertThat(clone.resolve("cli/target/parley.lock")).doesNotExist();
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Files.delete(bin.resolve("mvn"));

    Said said = run(Map.of("JAVA_HOME", jdk(folder.resolve("j"), "25").toString()));

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).contains("mvn is not in PATH").contains("apt-get install maven");
  }

  @Test
  void launchersAtTheSameTimeBuildOnce() throws Exception {
    maven(
        "sleep 0.5; echo built >>builds; mkdir -p cli/target/parley/lib;"
            + " : >cli/target/parley/lib/parley-cli.jar");
    Map<String, String> environment =
        Map.of("JAVA_HOME", jdk(folder.resolve("j"), "25").toString());

    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(start(clone.resolve("parley"), environment));
    }
    for (Process process : all) {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }

    assertThat(clone.resolve("builds")).hasContent("built");
  }

  @Test
  void aLockOfADeadLauncherStopsNobody() throws Exception {
    Files.createDirectories(clone.resolve("cli/target"));
    Files.createSymbolicLink(clone.resolve("cli/target/parley.lock"), Path.of("999999999"));

    Said said = run(Map.of("JAVA_HOME", jdk(folder.resolve("j"), "25").toString()));

    assertThat(said.code()).isZero();
  }

  // --- Helpers

  private record Said(int code, String out, String err, String log) {}

  private Said run(Map<String, String> environment, String... arguments) throws Exception {
    return run(clone.resolve("parley"), environment, arguments);
  }

  private Said run(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    Path log = folder.resolve("java.log");
    Files.writeString(log, "");
    Process process = start(launcher, environment, arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), out, err, Files.readString(log));
  }

  private Process start(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> few = new TreeMap<>(environment);
    few.put("PATH", bin + ":/usr/bin:/bin");
    few.put("HOME", folder.toString());
    few.put("JAVA_LOG", folder.resolve("java.log").toString());
    if (!Files.exists(bin.resolve("mvn"))) {
      few.put("PATH", onlyBasics());
    }
    builder.environment().clear();
    builder.environment().putAll(few);
    return builder.start();
  }

  /** A PATH without the machine's own Maven. */
  private String onlyBasics() throws IOException {
    Path basics = Files.createDirectories(folder.resolve("basics"));
    for (String name :
        List.of(
            "bash",
            "env",
            "find",
            "head",
            "ln",
            "mkdir",
            "rm",
            "dirname",
            "readlink",
            "sed",
            "mv",
            "nice")) {
      Path link = basics.resolve(name);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Programs.find(name, System.getenv()).orElseThrow());
      }
    }
    return basics.toString();
  }

  private void maven(String does) throws IOException {
    script(
        bin.resolve("mvn"),
        """
        echo '[INFO] Building Parley 0.1.0-SNAPSHOT      [1/3]'
        echo '[INFO] Building Parley agents 0.1.0-SNAPSHOT      [2/3]'
        echo '[INFO] Building Parley cli 0.1.0-SNAPSHOT      [3/3]'
        """
            + does);
  }

  private static Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "A=\"b\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "exit 1");
    script(
        home.resolve("bin/java"),
        "echo \"java of %s\"; printf '<%%s>' \"$@\"; echo; echo \"umask $(umask)\"; echo \"$@\" >>\"$JAVA_LOG\"%n"
            .formatted(version));
    return home;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }
}
