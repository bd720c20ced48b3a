package dev.parley.cli;

/** What {@code ./parley} alone prints. */
final class HelpText {

  private HelpText() {}

  static final String TEXT =
      """
      Parley runs conversations of AI agents that cannot be lost.

        ./parley demo                                 see it: two agents, a crash, no key needed
        ./parley run coding "Average sales.csv" --file sales.csv
        ./parley run coding "…" --model ollama:llama3.1

      Talk    run TEAM "task"   chat TEAM   watch ID   say ID "text"
      Look    list   show ID [--tree|--sent SEQ|--view AGENT|--cost|--md|--html|--jsonl|--scripted]
              files ID [PATH]
      Answer  inbox [REQUEST]   decide REQUEST DECISION   claim|release REQUEST   standing ID
      Steer   pause   resume   interrupt   stop   human ID AGENT MODE   fork ID --at SEQ
              recover ID|--all   delete ID
      Teams   check TEAM   diagram TEAM   publish TEAM   teams   models
      Set up  doctor   setup   dev [--stop]   worker

      TEAM is a file, a published name, or one of the built-in teams: assistant, coding.
      ID may be any unique prefix. ./parley COMMAND --help says more.
      """;
}
