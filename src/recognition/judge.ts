import { getPack, type LocalKnowledge } from '#src/knowledge/localise.ts';
import { lawFor, planFor, type AdvicePlan } from './advice.ts';
import { isChild, type Answers } from './answers.ts';
import { dayOf, knowledgeOn, type CheckKnowledge, type CheckPack } from './check-knowledge.ts';
import { assess, type Assessment, type Sign } from './rule.ts';

export type Judgement = {
  assessment: Assessment;
  pack: CheckPack;
  plan: AdvicePlan;
  /** The law for the one paragraph, in order. */
  law: CheckKnowledge['law'];
  /** Who becomes responsible for the child; none for an adult or where nothing calls for more than watching. */
  routes: CheckPack['routes'];
};

type Knowing = Pick<CheckKnowledge, 'released' | 'rule' | 'advice' | 'law' | 'packs'> | LocalKnowledge;

/** From answers to all that an outcome says: the one way for page, telephone and command line. */
export function judge(answers: Answers, signs: ReadonlyMap<string, Sign>, knowledge: Knowing, now: Date): Judgement {
  const { advice, law, packs } = knowledgeOn<Pick<CheckKnowledge, 'advice' | 'law' | 'packs'>>(knowledge, dayOf(now, knowledge));
  const assessment = assess(answers, signs, knowledge.rule);
  const pack = getPack(packs, answers.country);
  const plan = planFor(answers, assessment, advice, pack, now);
  const isRouted = isChild(answers) && assessment.outcome !== 'keep-watching';
  return { assessment, pack, plan, law: lawFor(answers, plan, advice, pack, law), routes: isRouted ? pack.routes : [] };
}
