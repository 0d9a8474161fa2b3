/** The papers that leave a file. */
export const PAPERS = ['non-punishment-request', 'childrens-rights-report', 'prosecutor-page', 'comensha-notification', 'police-notification', 'disclosure-receipt', 'letter-abroad'] as const;
export type PaperKind = (typeof PAPERS)[number];

/** To whom. `authority-abroad` protects children in another country than the one in which the file is led. */
export const PAPER_RECEIVERS = ['prosecutor', 'court', 'police', 'council', 'comensha', 'immigration', 'authority-abroad'] as const;
export type PaperReceiver = (typeof PAPER_RECEIVERS)[number];
