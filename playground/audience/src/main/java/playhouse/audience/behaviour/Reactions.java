package playhouse.audience.behaviour;

import playhouse.audience.act.Interacted;
import playhouse.audience.act.Interacted.What;
import playhouse.audience.act.Moderated;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Returned;
import playhouse.audience.act.Watched;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Kind;
import playhouse.audience.world.Region;
import playhouse.audience.world.Title;

/** What somebody does about what they watch: judging, talking, keeping, buying. */
final class Reactions {

  private static final String[] WORDS = {
    "What an ending!",
    "The score is wonderful",
    "Too long for my taste",
    "Watched it twice",
    "前方高能",
    "太好看了",
    "泪目",
    "这段音乐绝了",
    "Who else is here in the small hours?"
  };
  private static final String[] TAGS = {
    "slow burn", "feel-good", "masterpiece", "background", "治愈", "烧脑"
  };

  private static final long HOUR = 3_600_000;

  private final Viewer viewer;
  private final Chance chance;

  Reactions(Viewer viewer) {
    this.viewer = viewer;
    this.chance = viewer.chance();
  }

  void to(Watched play, Title title) {
    double liking = viewer.taste().affinity(title, viewer.day());
    if (chance.hit(0.09)) {
      int stars = (int) Math.round(2 + 6 * liking + chance.below(3));
      act(play, What.RATING, "", Math.max(1, Math.min(10, stars)));
    }
    if (chance.hit(0.04 + 0.1 * liking)) {
      long at = act(play, What.LIKE, "", 0);
      if (chance.hit(0.15)) {
        add(at + chance.between(5_000, 1_200_000), What.UNLIKE, title.index(), "", 0);
      }
    }
    if (chance.hit(0.03)) {
      act(play, What.COMMENT, chance.pick(WORDS), 0);
    }
    if (chance.hit(0.015)) {
      act(play, What.SHARE, chance.pick("weibo", "wechat", "mastodon", "x"), 0);
    }
    if (chance.hit(0.01)) {
      act(play, What.TAG, chance.pick(TAGS), 0);
    }
    if (title.kind() != Kind.TRACK && chance.hit(0.08)) {
      danmaku(play, title);
    }
    if (viewer.person().named() && chance.hit(0.003)) {
      buy(play.end() + 20_000, Paid.Purpose.OTHER, 15_000_000, -1);
    }
  }

  /** Renting a film before watching it. */
  void rent(Title title, long at) {
    buy(at, Paid.Purpose.TRANSACTION, 3_990_000, title.index());
  }

  private void danmaku(Watched play, Title title) {
    int count = 1 + chance.below(4);
    for (int i = 0; i < count; i++) {
      long position = chance.between(0L, title.runtimeMillis() - 1);
      act(play, What.DANMAKU, chance.pick(WORDS), position);
    }
  }

  /** Some are looked at, a few of those twice, up to two days later; what was hidden may return. */
  private void moderated(String contribution, What what, long at) {
    if (!chance.hit(0.15)) {
      return;
    }
    boolean hidden = chance.hit(0.3);
    look(at + 400 + chance.below(4000), contribution, what, at, hidden);
    if (chance.hit(0.2)) {
      look(at + chance.between(HOUR, 48 * HOUR), contribution, what, at, !hidden);
    }
  }

  private void look(long when, String contribution, What what, long at, boolean hidden) {
    int person = viewer.person().index();
    String id = viewer.ids().next();
    viewer.out().accept(new Moderated(id, person, when, contribution, what, at, hidden));
  }

  private void buy(long at, Paid.Purpose purpose, long priceMicros, int title) {
    Region region = viewer.person().region();
    int person = viewer.person().index();
    long tax = region.taxOf(priceMicros);
    Paid paid =
        new Paid(
            viewer.ids().next(),
            person,
            at,
            purpose,
            chance.pick("card", "wallet", "mobile"),
            priceMicros,
            tax,
            region.currency(),
            Paid.NEVER,
            Paid.NEVER,
            0,
            "",
            title);
    viewer.out().accept(paid);
    if (chance.hit(0.05)) {
      viewer
          .out()
          .accept(
              new Returned(
                  viewer.ids().next(),
                  person,
                  at + chance.between(600_000, 90_000_000),
                  paid.id(),
                  false,
                  "not_watched",
                  priceMicros,
                  tax,
                  region.currency()));
    }
  }

  /** Some time during the play. */
  private long act(Watched play, What what, String text, long number) {
    long at = play.at() + 1 + (long) (chance.unit() * (play.end() - play.at()));
    String id = add(at, what, play.title(), text, number);
    if (what == What.COMMENT || what == What.DANMAKU) {
      moderated(id, what, at);
    }
    return at;
  }

  private String add(long at, What what, int title, String text, long number) {
    String id = viewer.ids().next();
    int person = viewer.person().index();
    viewer.out().accept(new Interacted(id, person, viewer.device(), at, what, title, text, number));
    return id;
  }
}
