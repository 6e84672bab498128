package playhouse.models.evaluate;

/** Takes lines that are not figures: how a model came about, what is odd in a file. */
@FunctionalInterface
interface Notes {
  void say(String line);
}
