/** What experiments are judged by: counts of single facts, and metrics of people made of them. */
@NullMarked
package playhouse.contracts.experiment;

import org.jspecify.annotations.NullMarked;
