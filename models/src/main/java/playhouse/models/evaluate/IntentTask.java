package playhouse.models.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import playhouse.models.files.BadFile;
import playhouse.models.text.IntentClassifier;
import playhouse.models.text.Sentence;
import playhouse.models.text.TextParameters;

/** What somebody wants of the support, or that it is nothing of theirs. */
record IntentTask() implements Task {
  /** Where there are no sentences to find the threshold on, each so many-th is kept for it. */
  private static final int KEPT = 5;

  private static final double LOSS = 0.005;

  /** What the encoder may take of the budget, and what a sentence costs it on a busy core. */
  private static final double ENCODER_SHARE = 0.5;

  private static final double ENCODER_SECONDS = 0.02;

  @Override
  public String name() {
    return "intent";
  }

  @Override
  public String usage() {
    return "CLINC's JSON: {\"train\": [[text, intent], …], \"oos_train\": …, \"val\": …, \"test\": …}";
  }

  @Override
  public Set<String> options() {
    return Set.of();
  }

  /** Without a test file, or with the same again, the validation part is examined on. */
  @Override
  public void run(Options options, Report report, Notes notes) {
    IntentFile train = IntentFile.read(options.train());
    Path testFile = options.test().orElse(options.train());
    IntentFile test = IntentFile.read(testFile);
    List<Sentence> asked = test.asked();
    boolean same = testFile.toAbsolutePath().equals(options.train().toAbsolutePath());
    List<Sentence> learnt = new ArrayList<>(train.part("train"));
    List<Sentence> validation = new ArrayList<>();
    if (!same || test.has("test")) {
      validation.addAll(train.part("val"));
    }
    int first = learnt.size();
    learnt.addAll(validation);
    if (learnt.isEmpty()) {
      throw new BadFile(options.train() + " has no sentences under \"train\"");
    }
    int[] held =
        IntStream.range(0, learnt.size())
            .filter(at -> validation.isEmpty() ? at % KEPT == 0 : at >= first)
            .toArray();
    double wanted = (learnt.size() + asked.size()) * ENCODER_SECONDS;
    boolean encoded = wanted <= ENCODER_SHARE * options.budget().toSeconds();
    if (!encoded) {
      notes.say("the budget is too small for the sentence encoder: learning without it");
    }
    TextParameters parameters =
        encoded ? TextParameters.intent() : TextParameters.intent().withoutEncoder();
    IntentClassifier model = IntentClassifier.train(learnt, held, LOSS, parameters, options.seed());
    notes.say(model.intents().size() + " intents, learnt from " + learnt.size() + " sentences");
    examine(model, asked, report, notes);
  }

  /** An intent that is taken for out of scope is an error, too. */
  private static void examine(
      IntentClassifier model, List<Sentence> asked, Report report, Notes notes) {
    List<Optional<String>> told = model.classify(asked.stream().map(Sentence::text).toList());
    int inScope = 0;
    int right = 0;
    int found = 0;
    for (int at = 0; at < told.size(); at++) {
      boolean same = told.get(at).equals(asked.get(at).intent());
      boolean wanted = asked.get(at).intent().isPresent();
      inScope += wanted ? 1 : 0;
      right += wanted && same ? 1 : 0;
      found += !wanted && same ? 1 : 0;
    }
    int outside = told.size() - inScope;
    notes.say(inScope + " sentences in scope, " + outside + " out of it");
    report.put("accuracy", right / (double) Math.max(1, inScope));
    report.put("oosRecall", found / (double) Math.max(1, outside));
  }
}
