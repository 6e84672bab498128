/**
 * How likely each outcome of showing a title is (S6.1): a formula that people wrote, and what is
 * learnt beside it from lists that were shown.
 */
@NullMarked
package playhouse.models.ranking;

import org.jspecify.annotations.NullMarked;
