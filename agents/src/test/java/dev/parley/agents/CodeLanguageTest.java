package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of a block that names none, and the file that its first line names. */
class CodeLanguageTest {

  private static CodeBlock block(String code) {
    return CodeBlocks.find("```\n" + code + "\n```").getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pip install numpy", "pip3 install numpy", "python main.py", "python3 -m http.server",
        "$ ls -l", "#!/bin/sh\nls", "#!/bin/bash -e\nls", "#!/usr/bin/env bash\nls",
      })
  void shell(String code) {
    assertThat(block(code).language()).isEqualTo("sh");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os",
        "import os, sys",
        "import numpy as np",
        "from a.b import c",
        "print('hello')",
        "def f(x):\n    return x",
        "class A:\n    pass",
        "class A(B):\n    pass",
        "x = 5",
        "for i in range(3):\n    print(i)",
        "with open('a') as f:\n    pass",
        "# a comment\n\nwhile True:\n    break",
        "#!/usr/bin/env python3\n1",
      })
  void python(String code) {
    assertThat(block(code).language()).isEqualTo("python");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "using System;\nclass Program\n{\n    static void Main() {}\n}",
        "namespace HelloWorld\n{\n    class Program\n    {\n    }\n}",
        "import java.util.List;\nclass A {}",
        "class A {\n}",
        "int x = 5;\nif (x > 3) {\n}",
        "x = 5;\ny = 6;",
        "#!/usr/bin/perl\nprint 1",
        "<html></html>",
        "hello, world",
      })
  void neither(String code) {
    assertThat(block(code).language()).isEmpty();
  }

  @Test
  void aLabelIsNotOverruled() {
    assertThat(CodeBlocks.find("```text\nimport os\n```").getFirst().language()).isEqualTo("text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # filename: main.py          | main.py
          # filename main.py           | main.py
          # filename:main.py           | main.py
          #filename: src/a-b_c.py      | src/a-b_c.py
          # Filename: my data.csv      | my data.csv
          // filename: app.js          | app.js
          // filename app.js           | app.js
          /* filename: a.css */        | a.css
          <!-- filename: index.html -->| index.html
          <!-- filename index.html --> | index.html
          """)
  void theFirstLineNamesAFile(String line, String name) {
    assertThat(block(line + "\nx").filename()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# filename is read from the command line", "# the filename: main.py", "filename: main.py",
        "# filename:", "# file: main.py", "x = 1  # filename: main.py",
      })
  void otherLinesNameNone(String line) {
    assertThat(block(line + "\nx").filename()).isNull();
  }

  @Test
  void onlyTheFirstLineCounts() {
    assertThat(block("x = 1\n# filename: main.py").filename()).isNull();
  }

  @Test
  void theLineStaysInTheCode() {
    assertThat(block("# filename: main.py\nprint(1)").text())
        .isEqualTo("# filename: main.py\nprint(1)");
  }
}
