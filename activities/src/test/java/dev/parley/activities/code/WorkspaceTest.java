package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "..",
        "../x",
        "a/../b",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "a\nb",
        "a\u0000",
        "a\u001b[31m",
        "a\u202Eb",
        "a\uFFFDb",
        "a\uD800b",
        "a\u2028b"
      })
  void anUnsafeNameIsNoFile(String name) {
    assertThatThrownBy(() -> Jobs.file(name, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the file name \"");
  }

  @Test
  void overlongNamesAreRefused() {
    assertThatThrownBy(() -> Jobs.file("é".repeat(128), "")).hasMessageContaining("255 bytes");
    assertThatThrownBy(() -> Jobs.file("a/".repeat(500) + "b", "")).hasMessageContaining("1000");
    assertThat(Jobs.file("é".repeat(127), "").size()).isZero();
  }

  @Test
  void namesOfBlocksMayTakeDetours() {
    assertThat(WorkspaceNames.inWorkspace("./a//b/../c.py")).contains("a/c.py");
    assertThat(WorkspaceNames.inWorkspace("a/../../c.py")).isEmpty();
    assertThat(WorkspaceNames.inWorkspace("a/..")).isEmpty();
  }

  @Test
  void noNameIsThereTwiceOrAFileAndAFolder() {
    assertThatThrownBy(() -> Workspace.of(Jobs.file("a", "1"), Jobs.file("a", "2")))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> Workspace.of(Jobs.file("a", "1"), Jobs.file("a/b", "2")))
        .hasMessageContaining("a file and a folder");
  }

  @Test
  void aDigestIsTheSha256OfTheBytes() {
    assertThat(Jobs.file("a", "abc").sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void filesComeBackAsTheyWentIn(@TempDir Path spool) throws IOException {
    String deep = "deep/" + "folder/".repeat(30) + "ünï.txt";
    Workspace workspace =
        Workspace.of(Jobs.file(deep, "one"), Jobs.file("b", "two"), Jobs.file("empty", ""));
    var tar = new ByteArrayOutputStream();
    TarWriter.write(workspace.files(), 10001, tar);
    var capture = new Capture(Workspace.of(Jobs.file("b", "two")), Limits.DEFAULT, spool);

    capture.take(new ByteArrayInputStream(tar.toByteArray()));

    Capture.Captured captured = capture.done();
    assertThat(captured.workspace().files())
        .extracting(Jobs::text)
        .containsExactly("two", "one", "");
    assertThat(captured.changed()).extracting(WorkspaceFile::name).containsExactly(deep, "empty");
    assertThat(captured.notes()).isEmpty();
  }

  private static ByteArrayInputStream archive(WorkspaceFile... files) throws IOException {
    var tar = new ByteArrayOutputStream();
    TarWriter.write(List.of(files), 0, tar);
    return new ByteArrayInputStream(tar.toByteArray());
  }

  @Test
  void anArchiveThatEndsTooSoonIsNoWorkspace(@TempDir Path spool) throws IOException {
    byte[] whole = archive(Jobs.file("a", "abc".repeat(1000))).readAllBytes();
    byte[] half = Arrays.copyOf(whole, 1024);

    assertThatThrownBy(
            () ->
                new Capture(Workspace.EMPTY, Limits.DEFAULT, spool)
                    .take(new ByteArrayInputStream(half)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in the middle of a file");
  }

  @Test
  void aCaptureStopsAtItsLimit(@TempDir Path spool) throws IOException {
    Limits limits = new Limits(Limits.DEFAULT.memory(), 1, 64, Limits.DEFAULT.time(), 1000, 5, 10);
    Workspace before = Workspace.of(Jobs.file("before", "x"));
    var capture = new Capture(before, limits, spool);

    capture.take(archive(Jobs.file("a", "abc")));
    assertThat(capture.takesMore()).isTrue();
    capture.take(archive(Jobs.file("b", "def"), Jobs.file("c", "")));

    assertThat(capture.takesMore()).isFalse();
    assertThat(capture.done().workspace()).isEqualTo(before);
    assertThat(capture.done().kept()).isFalse();
    assertThat(capture.done().notes()).hasSize(1);
  }

  @Test
  void whatIsNotKeptIsNamedButNotAllOfIt(@TempDir Path spool) {
    var capture = new Capture(Workspace.EMPTY, Limits.DEFAULT, spool);
    List.of("a", "b", "c", "d\u001b", "e", "f", "g").forEach(name -> capture.skip(name, "a link"));
    capture.skip("h", "a link");

    assertThat(capture.done().notes())
        .containsExactly("Not kept: \"a\", \"b\", \"c\", \"d?\", \"e\" and 3 more (a link).");
  }
}
