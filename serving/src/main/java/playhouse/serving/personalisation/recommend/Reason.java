package playhouse.serving.personalisation.recommend;

/**
 * Why a title is shown.
 *
 * @param code stable, for programs
 * @param english for people
 * @param chinese for people
 */
public record Reason(String code, String english, String chinese) {}
