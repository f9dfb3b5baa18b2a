/**
 * What the sheet says that AdvancedMD takes, typed anew from it: attributes and children of each
 * message (sheet 3.1, 4), and path, query and body members of each REST call (sheet 4.5, 4.6).
 */
export interface MessageTable {
	readonly class: string;
	readonly attributes: readonly string[];
	/** Children with their attributes, and their own children. */
	readonly children?: Readonly<Record<string, ChildTable>>;
	readonly section: string;
}

export interface ChildTable {
	readonly attributes?: readonly string[];
	readonly children?: Readonly<Record<string, ChildTable>>;
	/** Plain text in place of members. */
	readonly isText?: boolean;
}

export const messageTables: Readonly<Record<string, MessageTable>> = {
	login: {
		class: 'login',
		attributes: ['username', 'psw', 'officecode', 'appname'],
		section: '3.1',
	},
	lookupzipcode: { class: 'api', attributes: ['code'], section: '3.3' },
	lookuppatient: {
		class: 'api',
		attributes: ['name', 'phone', 'ssn', 'chart', 'exactmatch', 'page'],
		section: '4.1',
	},
	getupdatedpatients: {
		class: 'api',
		attributes: ['datechanged'],
		children: {
			patient: {
				attributes: [
					...['name', 'ssn', 'dob', 'sex', 'address1', 'address2', 'city', 'state'],
					...['zipcode', 'hipaarelationship', 'changedat', 'createdat'],
				],
			},
		},
		section: '4.1',
	},
	getdemographic: { class: 'demographics', attributes: ['patientid'], section: '4.1' },
	getschedulersetup: { class: 'masterfiles', attributes: [], section: '4.5' },
	getappttypes: {
		class: 'masterfiles',
		attributes: [],
		children: { appttype: { isText: true } },
		section: '4.5',
	},
	getupdatedvisits: {
		class: 'api',
		attributes: ['datechanged'],
		children: {
			visit: {
				attributes: [
					...['columnheading', 'duration', 'color', 'apptstatus', 'profile', 'profileid'],
					...['providerid', 'provider', 'reason'],
				],
			},
		},
		section: '4.7',
	},
	getpatientvisits: {
		class: 'api',
		attributes: ['patientid'],
		children: {
			visit: {
				attributes: [
					...['apptstatus', 'duration', 'color', 'columnheading', 'AppointmentType'],
					...['AppointmentTypeID', 'Visitstartdatetime'],
				],
			},
		},
		section: '4.7',
	},
	getepisodes: { class: 'demographics', attributes: ['patientid'], section: '4.7' },
	getehrnotes: {
		class: 'api',
		attributes: [
			...['patientid', 'templateid', 'createdfrom', 'createdto', 'notedatefrom', 'notedateto'],
		],
		children: {
			patientnote: {
				attributes: [
					...['templatename', 'notedatetime', 'username', 'signedbyuser', 'patientid'],
					...['profileid', 'changedat', 'icd'],
				],
			},
			page: { attributes: ['pagename'] },
			field: { attributes: ['ordinal', 'name', 'value'] },
		},
		section: '4.7',
	},
	submitdemandrequest: {
		class: 'atseligibility',
		attributes: ['eligibilitystc', 'patientid', 'insurancecoverageid'],
		section: '4.4',
	},
	CheckEligibilityResponse: {
		class: 'eligibility',
		attributes: ['eligibilityid'],
		section: '4.4',
	},
	savememo: {
		class: 'demographics',
		attributes: ['patientfid', 'created', 'case_memotext', 'memotype', 'expiredate'],
		section: '4.10',
	},
	savepatientnotes: {
		class: 'masterfiles',
		attributes: ['id', 'useclienttime'],
		children: {
			masterfile: { attributes: ['uid', 'patientfid', 'profilefid', 'notetypefid', 'case_note'] },
		},
		section: '4.10',
	},
	uploadfile: {
		class: 'files',
		attributes: [],
		children: {
			file: {
				attributes: [
					...['name', 'description', 'filetype', 'fileext', 'patientid', 'dos'],
					...['savechanges', 'zipmode'],
				],
				children: {
					filecontents: { isText: true },
					grouplist: {
						children: {
							group: {
								attributes: ['id', 'code', 'name'],
								children: {
									categorylist: {
										children: {
											category: {
												attributes: [
													...['id', 'filegroupfid', 'code', 'name', 'filetype'],
													...['level', 'default'],
												],
											},
										},
									},
								},
							},
						},
					},
				},
			},
		},
		section: '4.10',
	},
};

/** Columns of the change lists with their display names (sheet 4.1, 4.7). */
export const displayNames: Readonly<Record<string, string>> = {
	changedat: 'ChangedAt',
	apptstatus: 'ApptStatus',
	Visitstartdatetime: 'VisitStartDateTime',
};

/** Never sent, whatever the operation (sheet 4.2, 4.6, 7). */
export const forbidden: readonly string[] = [
	'familychanges',
	'force',
	'updconfirm',
	'noshowreasonid',
];
